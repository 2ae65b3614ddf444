#!/usr/bin/env python3
"""End-to-end checks: the program as a user runs it, its output as other people's tools see it.

    run.py PROGRAM [--group GROUP] [WORD...]

With words, only checks whose names hold one of them; with a group, only that file's. The group
`slow` runs only when it is named, and only with SEI_SLOW=1 in the environment (else exit 77). Needs qpdf, poppler-utils and, for the EPUB
checks, Java with Debian's epubcheck; what is missing is skipped and said.
"""
import argparse
import os
import sys

import harness
# Each module registers its checks when it is loaded; they run in this order.
import pdf_checks  # noqa: F401  pylint: disable=unused-import
import structure_checks  # noqa: F401  pylint: disable=unused-import
import epub_checks  # noqa: F401  pylint: disable=unused-import
import impose_checks  # noqa: F401  pylint: disable=unused-import
import build_checks  # noqa: F401  pylint: disable=unused-import
import batch_checks  # noqa: F401  pylint: disable=unused-import
import depfile_checks  # noqa: F401  pylint: disable=unused-import
import watch_checks  # noqa: F401  pylint: disable=unused-import
import preview_checks  # noqa: F401  pylint: disable=unused-import
import report_checks  # noqa: F401  pylint: disable=unused-import
import readme_checks  # noqa: F401  pylint: disable=unused-import
import command_checks  # noqa: F401  pylint: disable=unused-import
import robustness_checks  # noqa: F401  pylint: disable=unused-import
import slow_checks  # noqa: F401  pylint: disable=unused-import

GROUPS = ("pdf", "structure", "epub", "impose", "build", "batch", "depfile", "watch", "preview", "report", "readme", "command",
          "robustness", "slow")
NOT_RUN = 77  # ctest's SKIP_RETURN_CODE


def main():
    parser = argparse.ArgumentParser(description="end-to-end checks of seihon")
    parser.add_argument("program")
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--group", choices=GROUPS)
    arguments = parser.parse_intermixed_args()
    if arguments.group == "slow" and not os.environ.get("SEI_SLOW"):
        print("slow checks run with SEI_SLOW=1")
        return NOT_RUN
    return harness.run_checks(harness.Program(arguments.program), arguments.group, arguments.words)


if __name__ == "__main__":
    sys.exit(main())
