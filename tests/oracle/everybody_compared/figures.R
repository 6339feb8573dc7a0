# Makes expected.json from data.csv: Rscript --vanilla figures.R > expected.json
# CR2 and Satterthwaite's degrees of freedom written out with whole matrices, under the working model of independent
# people of one variance (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018), as clubSandwich has them.
people <- read.csv("data.csv")
answered <- nrow(people)
sides <- table(people$chapter, people$arm)
people <- people[people$chapter %in% rownames(sides)[sides[, "came"] > 0 & sides[, "control"] > 0], ]
people$came <- as.numeric(people$arm == "came")

root <- function(m) {
  parts <- eigen((m + t(m)) / 2, symmetric = TRUE)
  parts$vectors %*% diag(1 / sqrt(parts$values), nrow(m)) %*% t(parts$vectors)
}

cr2 <- function(fit, cluster, column) {
  x <- model.matrix(fit)
  inverse <- solve(crossprod(x))
  left <- diag(nrow(x)) - x %*% inverse %*% t(x)
  pulls <- sapply(split(seq_len(nrow(x)), cluster), function(rows) {
    own <- rep(0, nrow(x))
    own[rows] <- root(left[rows, rows]) %*% x[rows, , drop = FALSE] %*% inverse[, column]
    own
  })
  se <- sqrt(sum((t(pulls) %*% residuals(fit))^2))
  p <- t(pulls) %*% left %*% pulls
  df <- sum(diag(p))^2 / sum(p^2)
  estimate <- coef(fit)[[column]]
  list(estimate = estimate, se = se, df = df, ci95 = estimate + c(-1, 1) * qt(0.975, df) * se,
       p = 2 * pt(-abs(estimate / se), df))
}

figures <- list(
  did = cr2(lm(post - pre ~ came, people), people$chapter, "came"),
  ancova = cr2(lm(post ~ pre + came, people), people$chapter, "came")
)
calls <- c(did = "lm(post - pre ~ came)", ancova = "lm(post ~ pre + came)")
written <- function(value) {
  value <- format(value, digits = 17)
  if (length(value) > 1) paste0("[", paste(value, collapse = ", "), "]") else value
}
version <- paste("base R", paste(R.version$major, R.version$minor, sep = "."))
results <- unlist(lapply(names(figures), function(way) sapply(names(figures[[way]]), function(part) {
  sprintf('  "%s_%s": {\n   "value": %s,\n   "call": "%s of came, %s, CR2 by chapter",\n   "pkg": "hand formula in %s"\n  }',
          way, part, written(figures[[way]][[part]]), part, calls[[way]], version)
})))
cat('{\n "name": "everybody_compared",\n',
    ' "source": "Made up: chapters with people of both arms, some with few, and one of a single arm, which counts nowhere",\n',
    ' "origin": "made up",\n "license": "none needed",\n "note": "figures.R beside it writes this file",\n',
    ' "r_version": "', R.version.string, '",\n',
    sprintf(' "n_rows": %d,\n "columns": ["chapter", "arm", "pre", "post"],\n "results": {\n', answered),
    paste(results, collapse = ",\n"), '\n }\n}\n', sep = "")
