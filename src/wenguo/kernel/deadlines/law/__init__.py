"""The deadline packs: one file for one version of one instrument. They are data, edited by people who know the law."""
