from wenguo.measure.queries import metrics as metrics
