#!/bin/sh
# install.sh run|test: what running needs, or what every check needs, into .venv. PYTHON names the Python to take.
set -eu
purpose=$1
python=${PYTHON:-python3}
bin=.venv/bin
[ ! -e .venv/ready ] || purpose=test # what has the test tools keeps them
if [ "$purpose" = run ]; then
  echo "Weaving is set up here first: a few system libraries, then 85 Python packages in .venv, 130 MB to fetch and 460 MB"
  echo "unpacked. That takes about two minutes, and touches nothing outside this folder but those libraries."
else
  echo "What the checks need is set up here: a browser, PostgreSQL, type checker and test tools, 600 MB to fetch and 1.5 GB"
  echo "unpacked. That takes about five minutes."
fi
sh .ci/system.sh "$purpose"
stamp=.venv/ready-to-run
[ ! -e .venv/ready ] || stamp=.venv/ready
for source in requirements-run.txt pyproject.toml .ci/system.sh; do # of an earlier state nothing is left over
  [ ! -e $stamp ] || [ ! "$source" -nt $stamp ] || rm -rf .venv
done
[ -x $bin/python ] || sh .ci/step.sh "A Python of its own in .venv" "$python" -m venv --clear .venv
if [ "$purpose" = run ]; then
  sh .ci/step.sh "Python packages for running" $bin/python -m pip install --quiet --no-cache-dir --no-compile \
    --require-hashes -r requirements-run.txt
else
  sh .ci/step.sh "The installer uv" $bin/python -m pip install --quiet --require-hashes -r .ci/requirements-uv.txt
  sh .ci/step.sh "Python packages for running and for tests" $bin/uv pip install --quiet --python $bin/python \
    --require-hashes -r requirements-dev.txt \
    || sh .ci/step.sh "The same by pip" $bin/python -m pip install --quiet --require-hashes -r requirements-dev.txt
fi
if [ "$purpose" = test ] && [ ! -x /usr/bin/chromium ]; then
  PLAYWRIGHT_BROWSERS_PATH=$PWD/.venv/browsers sh .ci/step.sh "A browser" $bin/playwright install --with-deps chromium \
    || echo "Without a browser the tests that need one are skipped, and say so." >&2
fi
sh .ci/step.sh "Weaving itself" $bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
if [ "$purpose" = run ]; then
  for package in numpy pandas scipy; do # their own tests: 40 MB that nothing imports
    find .venv/lib/python3*/site-packages/$package -type d -name tests -prune -exec rm -rf {} +
  done
  # what has not been compiled is, once, and told
  sh .ci/step.sh "First import" $bin/python -c "import evaluation.cli.operations.demo, evaluation.staff_app, evaluation.api.api_app"
fi
touch .venv/ready-to-run
[ "$purpose" = run ] || touch .venv/ready
