from wenguo.listen.domain.fields import (
    FieldRule as FieldRule,
    Item as Item,
    Layout as Layout,
    fact_of as fact_of,
)
from wenguo.listen.queries.channels import channel_icon as channel_icon, channel_name as channel_name
from wenguo.listen.queries.feedback import (
    attachment_rows as attachment_rows,
    attachments_of as attachments_of,
    channel_names as channel_names,
    feedback_by_ids as feedback_by_ids,
    feedback_by_link as feedback_by_link,
    feedback_of_customer as feedback_of_customer,
    file_url as file_url,
    file_words as file_words,
    get_attachment as get_attachment,
    get_feedback as get_feedback,
    search_feedback as search_feedback,
    tracking_url as tracking_url,
    visible_feedback as visible_feedback,
    words_in as words_in,
    words_of_files as words_of_files,
)
from wenguo.listen.queries.fields import (
    FieldValue as FieldValue,
    Questions as Questions,
    asked_now as asked_now,
    compared_fields as compared_fields,
    fields_of_brands as fields_of_brands,
    form_for as form_for,
    form_places as form_places,
    get_own_field as get_own_field,
    get_own_form as get_own_form,
    input_of as input_of,
    layout_of as layout_of,
    masked_words as masked_words,
    own_fields as own_fields,
    own_forms as own_forms,
    questions_for as questions_for,
    questions_of as questions_of,
    value_words as value_words,
    values_of as values_of,
)
from wenguo.listen.queries.imports import (
    get_import as get_import,
    import_problems as import_problems,
    visible_imports as visible_imports,
)
from wenguo.listen.queries.outgoing import (
    get_outgoing as get_outgoing,
    outgoing_counts as outgoing_counts,
    outgoing_sent_at as outgoing_sent_at,
    outgoing_states as outgoing_states,
    visible_outgoing as visible_outgoing,
)
