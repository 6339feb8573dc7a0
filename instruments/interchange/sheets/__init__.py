"""Sheets of questions, whatever program keeps them: workbooks, text tables, XLSForms and formr."""
