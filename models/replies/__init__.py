"""Answers to complaints, labelled by hand: what the checks of wording are measured on."""
