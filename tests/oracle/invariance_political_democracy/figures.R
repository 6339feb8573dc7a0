# Makes expected.json from data.csv, in the folder of a set:
#   Rscript --vanilla ../invariance_political_democracy/figures.R NAME SOURCE ORIGIN LICENCE > expected.json
# One factor at each of two waves of the same people, the rests of an item correlated between the waves, as in
# Liu et al. 2017, Psychological Methods 22:486. Columns are ITEM_pre and ITEM_post.
suppressPackageStartupMessages(library(lavaan))
said <- commandArgs(trailingOnly = TRUE)
people <- na.omit(read.csv("data.csv"))
items <- sub("_pre$", "", grep("_pre$", names(people), value = TRUE))

per_item <- function(pattern) sapply(items, function(item) gsub("ITEM", item, pattern, fixed = TRUE))
factor_of <- function(name, wave, label) {
  terms <- gsub("WAVE", wave, per_item(paste0("NA*ITEM_WAVE + ", label, "*ITEM_WAVE")), fixed = TRUE)
  paste(name, "=~", paste(terms, collapse = " + "))
}
model <- function(loadings, intercepts) c(
  factor_of("before", "pre", if (loadings) "lITEM" else "aITEM"),
  factor_of("after", "post", if (loadings) "lITEM" else "bITEM"),
  "before ~~ 1*before", if (loadings) "after ~~ NA*after" else "after ~~ 1*after", "before ~~ after",
  per_item("ITEM_pre ~~ ITEM_post"),
  per_item(if (intercepts) "ITEM_pre ~ iITEM*1" else "ITEM_pre ~ 1"),
  per_item(if (intercepts) "ITEM_post ~ iITEM*1" else "ITEM_post ~ 1"),
  "before ~ 0*1", if (intercepts) "after ~ NA*1" else "after ~ 0*1"
)
fit <- function(...) lavaan(model(...), people, meanstructure = TRUE, auto.var = TRUE)
fits <- list(configural = fit(FALSE, FALSE), metric = fit(TRUE, FALSE), scalar = fit(TRUE, TRUE))
against <- function(narrow, wide) {
  table <- anova(fits[[narrow]], fits[[wide]])
  c(table[2, "Chisq diff"], table[2, "Df diff"], table[2, "Pr(>Chisq)"])
}

written <- function(value) {
  value <- format(unname(value), digits = 17)
  if (length(value) > 1) paste0("[", paste(value, collapse = ", "), "]") else value
}
version <- paste("lavaan", packageVersion("lavaan"))
entry <- function(key, value, call, tol) sprintf(
  '  "%s": {\n   "value": %s,\n   "call": "%s",\n   "pkg": "%s",\n   "tol": %s\n  }', key, written(value), call, version, tol)
results <- c(
  entry("n", nrow(people), "nrow(na.omit(data))", "1e-9"),
  sapply(names(fits), function(name) entry(
    paste0(name, "_chisq_df_p"), fitMeasures(fits[[name]], c("chisq", "df", "pvalue")), paste0("fitMeasures(", name, ")"), "1e-6")),
  sapply(names(fits), function(name) entry(
    paste0(name, "_rmsea"), fitMeasures(fits[[name]], "rmsea"), paste0("fitMeasures(", name, ")"), "1e-6")),
  entry("metric_lrt", against("metric", "configural"), "anova(metric, configural)", "1e-5"),
  entry("scalar_lrt", against("scalar", "metric"), "anova(scalar, metric)", "1e-5")
)
cat('{\n', sprintf(' "name": "%s",\n "source": "%s",\n "origin": "%s",\n "license": "%s",\n', said[1], said[2], said[3], said[4]),
    ' "note": "invariance_political_democracy/figures.R writes this file",\n',
    ' "r_version": "', R.version.string, '",\n',
    sprintf(' "n_rows": %d,\n "columns": [%s],\n "results": {\n', nrow(people),
            paste(sprintf('"%s"', names(people)), collapse = ", ")),
    paste(results, collapse = ",\n"), '\n }\n}\n', sep = "")
