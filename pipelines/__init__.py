"""The stages of an item on its way to a row, in the order of settings.ITEM_PIPELINES: extract, validate, store."""
