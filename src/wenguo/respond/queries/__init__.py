from wenguo.respond.domain.moves import Change as Change, Table as Table
from wenguo.respond.queries.alarms import alarms_of as alarms_of
from wenguo.respond.queries.amends import (
    Advice as Advice,
    Earlier as Earlier,
    advice as advice,
    approvals_for as approvals_for,
    compensations_of as compensations_of,
    get_approval as get_approval,
    get_compensation as get_compensation,
    offer_steps_of as offer_steps_of,
    visible_approvals as visible_approvals,
    visible_compensations as visible_compensations,
)
from wenguo.respond.queries.amends_words import obstacle_words as obstacle_words, reason_words as reason_words
from wenguo.respond.queries.appeals import (
    Referral as Referral,
    TrackingAppeal as TrackingAppeal,
    appeals_of as appeals_of,
    get_appeal as get_appeal,
    open_appeals as open_appeals,
    possible_reviewers as possible_reviewers,
    referrals_of as referrals_of,
)
from wenguo.respond.queries.authority import (
    BudgetView as BudgetView,
    budget_of as budget_of,
    budgets as budgets,
    cells_of as cells_of,
    chain_of as chain_of,
    chain_steps as chain_steps,
    deputies as deputies,
    get_deputy as get_deputy,
    legal_minimums as legal_minimums,
    limits_of as limits_of,
    reach_limits_of as reach_limits_of,
)
from wenguo.respond.queries.board import (
    Proposal as Proposal,
    Staff as Staff,
    rebalance as rebalance,
    staff_of as staff_of,
)
from wenguo.respond.queries.calendars import (
    published_years as published_years,
    sees_every_brand as sees_every_brand,
    special_days as special_days,
    visible_calendars as visible_calendars,
)
from wenguo.respond.queries.care import (
    MOMENTS as MOMENTS,
    CareCounts as CareCounts,
    CareFigures as CareFigures,
    care_calls as care_calls,
    care_counts as care_counts,
    care_figures as care_figures,
    care_of_case as care_of_case,
    care_settings_of as care_settings_of,
    care_suggestions as care_suggestions,
    contact_plans as contact_plans,
    end_of_day as end_of_day,
    follow_up_ways as follow_up_ways,
    get_care as get_care,
    is_asked as is_asked,
    visible_care as visible_care,
)
from wenguo.respond.queries.case_table import CaseTable as CaseTable, case_table as case_table
from wenguo.respond.queries.cases import (
    analysis_of_case as analysis_of_case,
    assignable as assignable,
    behind_cases as behind_cases,
    case_for_feedback as case_for_feedback,
    case_ids_of_feedback as case_ids_of_feedback,
    cases_by_category as cases_by_category,
    cases_of_customer as cases_of_customer,
    feedback_of_case as feedback_of_case,
    get_case as get_case,
    mentions_of as mentions_of,
    recused_ids as recused_ids,
    saved_views as saved_views,
    search_cases as search_cases,
    unhandled_feedback as unhandled_feedback,
    visible_cases as visible_cases,
)
from wenguo.respond.queries.clocks import clocks_of as clocks_of, due_of as due_of, policies_of as policies_of
from wenguo.respond.queries.crises import (
    Counters as Counters,
    case_ids_of_incident as case_ids_of_incident,
    counters as counters,
    crisis_of as crisis_of,
    get_crisis as get_crisis,
    get_lesson as get_lesson,
    has_own_playbook as has_own_playbook,
    letters_of as letters_of,
    log_of as log_of,
    open_crises as open_crises,
    playbook_of as playbook_of,
    statements_of as statements_of,
)
from wenguo.respond.queries.diagnostics import (
    DiagnosticsDoor as DiagnosticsDoor,
    diagnostics_door as diagnostics_door,
    diagnostics_of as diagnostics_of,
    diagnostics_state as diagnostics_state,
    diagnostics_url as diagnostics_url,
    get_diagnostics as get_diagnostics,
)
from wenguo.respond.queries.escalation import (
    PathStep as PathStep,
    contacts_of as contacts_of,
    escalation_path as escalation_path,
    escalations_of as escalations_of,
    level_name as level_name,
    open_escalation as open_escalation,
    open_escalations as open_escalations,
    settings_of as settings_of,
    trigger_levels as trigger_levels,
)
from wenguo.respond.queries.facts import facts_of_cases as facts_of_cases
from wenguo.respond.queries.fields import (
    fields_of_case as fields_of_case,
    questions_about as questions_about,
)
from wenguo.respond.queries.handover import handover_note as handover_note
from wenguo.respond.queries.incidents import (
    cases_of_incident as cases_of_incident,
    get_incident as get_incident,
    incident_of as incident_of,
    open_incidents as open_incidents,
    suspected_incidents as suspected_incidents,
    updates_of as updates_of,
    visible_incidents as visible_incidents,
)
from wenguo.respond.queries.merging import (
    Linked as Linked,
    absorbed_by as absorbed_by,
    linked_cases as linked_cases,
    merge_candidates as merge_candidates,
)
from wenguo.respond.queries.moods import MoodPoint as MoodPoint, mood_curve as mood_curve
from wenguo.respond.queries.moves import (
    asked_names as asked_names,
    changes_of as changes_of,
    move_names as move_names,
    moves_of as moves_of,
    role_of as role_of,
    stage_names as stage_names,
    stage_of as stage_of,
)
from wenguo.respond.queries.notices import (
    Bell as Bell,
    bell_of as bell_of,
    notice_icon as notice_icon,
    notice_words as notice_words,
    notices_of as notices_of,
    unseen_notices as unseen_notices,
    watched_cases as watched_cases,
    watchers_of as watchers_of,
    ways_of as ways_of,
)
from wenguo.respond.queries.offers import TrackingOffer as TrackingOffer
from wenguo.respond.queries.outreach import (
    audience_of as audience_of,
    get_outreach as get_outreach,
    meant_by as meant_by,
    recipient_of_link as recipient_of_link,
    result_of as result_of,
    visible_outreaches as visible_outreaches,
)
from wenguo.respond.queries.packs import (
    KnownPack as KnownPack,
    newest_packs as newest_packs,
    pack_on as pack_on,
    versions_of as versions_of,
)
from wenguo.respond.queries.panels import (
    PossibleExpert as PossibleExpert,
    asks_of as asks_of,
    get_ask as get_ask,
    panels_of as panels_of,
    possible_experts as possible_experts,
)
from wenguo.respond.queries.parity import (
    Parity as Parity,
    ParityRow as ParityRow,
    dimension_name as dimension_name,
    parity as parity,
    parity_head as parity_head,
    parity_lines as parity_lines,
)
from wenguo.respond.queries.pauses import (
    CALM as CALM,
    Strain as Strain,
    pause_setting_of as pause_setting_of,
    strains_of as strains_of,
)
from wenguo.respond.queries.praise import (
    PublicPraise as PublicPraise,
    get_praise as get_praise,
    name_shown as name_shown,
    praise_counts as praise_counts,
    praise_list as praise_list,
    praise_of_link as praise_of_link,
    public_praise as public_praise,
    thanks_draft as thanks_draft,
    visible_praise as visible_praise,
    words_to_publish as words_to_publish,
)
from wenguo.respond.queries.presence import others_at as others_at
from wenguo.respond.queries.previews import (
    Previews as Previews,
    previews_of as previews_of,
)
from wenguo.respond.queries.promises import (
    BYS as BYS,
    KeepingRow as KeepingRow,
    TrackingPromise as TrackingPromise,
    found_promises as found_promises,
    get_promise as get_promise,
    judged_promises as judged_promises,
    keeping_rates as keeping_rates,
    pledges_in as pledges_in,
    pressing_promises as pressing_promises,
    promises_behind as promises_behind,
    promises_of as promises_of,
    promises_to_keep as promises_to_keep,
    visible_promises as visible_promises,
)
from wenguo.respond.queries.queue import (
    queue_counts as queue_counts,
    queue_page as queue_page,
    queue_rows as queue_rows,
)
from wenguo.respond.queries.queue_rows import QueueRow as QueueRow, RowClock as RowClock
from wenguo.respond.queries.ranking import (
    Moved as Moved,
    Preview as Preview,
    preview_weights as preview_weights,
    weights_of as weights_of,
)
from wenguo.respond.queries.replies import (
    FilledText as FilledText,
    Guidance as Guidance,
    guidance_for as guidance_for,
    reply_texts as reply_texts,
    similar_solved as similar_solved,
    texts_for_case as texts_for_case,
)
from wenguo.respond.queries.rules import (
    Rehearsal as Rehearsal,
    conditions_of as conditions_of,
    deed_names as deed_names,
    deeds_of_rule as deeds_of_rule,
    field_names as field_names,
    firings_of as firings_of,
    get_rule as get_rule,
    moment_names as moment_names,
    operator_names as operator_names,
    rehearse as rehearse,
    visible_rules as visible_rules,
)
from wenguo.respond.queries.side_threads import (
    get_side_thread as get_side_thread,
    side_thread_by_link as side_thread_by_link,
    side_threads_of as side_threads_of,
    side_url as side_url,
)
from wenguo.respond.queries.splitting import (
    Sentence as Sentence,
    SplitIdea as SplitIdea,
    can_unsplit as can_unsplit,
    feedback_in as feedback_in,
    split_idea as split_idea,
)
from wenguo.respond.queries.statutory import (
    LegalDeadline as LegalDeadline,
    legal_deadlines as legal_deadlines,
    letters_for_notice as letters_for_notice,
    notice_sent_at as notice_sent_at,
    pack_choices as pack_choices,
)
from wenguo.respond.queries.steps import next_step as next_step, priority_parts as priority_parts
from wenguo.respond.queries.story import case_story as case_story
from wenguo.respond.queries.tasks import checklists as checklists, my_tasks as my_tasks, tasks_of as tasks_of
from wenguo.respond.queries.terms import Trial as Trial, TrialRow as TrialRow, try_policy as try_policy
from wenguo.respond.queries.tracking import is_link_revoked as is_link_revoked, tracking as tracking
from wenguo.respond.queries.tracking_lock import (
    is_tail_waived as is_tail_waived,
    tracking_setting_of as tracking_setting_of,
)
from wenguo.respond.queries.types import (
    COUNT_CAP as COUNT_CAP,
    ORDERS as ORDERS,
    VIEWS as VIEWS,
    Assignable as Assignable,
    Behind as Behind,
    CaseFacts as CaseFacts,
    ClockView as ClockView,
    NextStep as NextStep,
    QueueFilters as QueueFilters,
    StoryEvent as StoryEvent,
    StoryItem as StoryItem,
    Tracking as Tracking,
    TrackingDocument as TrackingDocument,
    TrackingStage as TrackingStage,
    TrackingStep as TrackingStep,
)
from wenguo.respond.queries.wording import (
    CAN_BE_SILENCED as CAN_BE_SILENCED,
    Draft as Draft,
    check_draft as check_draft,
    house_words as house_words,
    personal_in as personal_in,
    silenced_checks as silenced_checks,
)
from wenguo.respond.queries.workload import IDLE as IDLE, Load as Load, loads_of as loads_of
