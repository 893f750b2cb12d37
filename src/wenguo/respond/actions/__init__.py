from wenguo.respond.actions.alarms import raise_alarms as raise_alarms, see_alarms as see_alarms
from wenguo.respond.actions.amends import (
    BeyondAuthority as BeyondAuthority,
    BeyondBudget as BeyondBudget,
    LooksSplit as LooksSplit,
    NotOpenAnymore as NotOpenAnymore,
    Offer as Offer,
    ask_approval as ask_approval,
    offer_compensation as offer_compensation,
    record_offer_step as record_offer_step,
    withdraw_compensation as withdraw_compensation,
)
from wenguo.respond.actions.amends_answers import (
    NotAccepted as NotAccepted,
    answer_for_customer as answer_for_customer,
    answer_offer as answer_offer,
    record_payment as record_payment,
)
from wenguo.respond.actions.amends_settings import (
    end_deputy as end_deputy,
    set_authority_limit as set_authority_limit,
    set_budget as set_budget,
    set_chain as set_chain,
    set_deputy as set_deputy,
    set_legal_minimum as set_legal_minimum,
    set_matrix_cell as set_matrix_cell,
    set_reach_limit as set_reach_limit,
    unset_amends_rule as unset_amends_rule,
)
from wenguo.respond.actions.appeals import (
    AppealedAlready as AppealedAlready,
    AppealIsDecided as AppealIsDecided,
    NotIndependent as NotIndependent,
    NotSettled as NotSettled,
    NotTheReviewer as NotTheReviewer,
    ReviewerIsConcerned as ReviewerIsConcerned,
    choose_reviewer as choose_reviewer,
    customer_appeals as customer_appeals,
    decide_appeal as decide_appeal,
)
from wenguo.respond.actions.approvals import (
    DeputyExpired as DeputyExpired,
    NotTheirTurn as NotTheirTurn,
    SelfApproval as SelfApproval,
    Touched as Touched,
    decide as decide,
    pass_on_overdue as pass_on_overdue,
)
from wenguo.respond.actions.asking import NobodyAbove as NobodyAbove
from wenguo.respond.actions.assigning import (
    IsConcerned as IsConcerned,
    assign as assign,
    take_next as take_next,
)
from wenguo.respond.actions.calendars import (
    import_year as import_year,
    recount_clocks as recount_clocks,
    remove_business_day as remove_business_day,
    remove_work_calendar as remove_work_calendar,
    set_business_day as set_business_day,
    set_work_calendar as set_work_calendar,
)
from wenguo.respond.actions.care_settings import (
    set_care as set_care,
    set_contact_plan as set_contact_plan,
    set_follow_up_ways as set_follow_up_ways,
)
from wenguo.respond.actions.care_suggesting import (
    ContactedEnough as ContactedEnough,
    NoConsent as NoConsent,
    accept_care as accept_care,
    dismiss_care as dismiss_care,
    suggest_care as suggest_care,
)
from wenguo.respond.actions.caring import (
    CareIsSettled as CareIsSettled,
    NothingWasAsked as NothingWasAsked,
    Said as Said,
    answer_follow_up as answer_follow_up,
    ask_follow_ups as ask_follow_ups,
    record_call as record_call,
)
from wenguo.respond.actions.conversation import (
    reply as reply,
    see_mentions as see_mentions,
    take_note as take_note,
)
from wenguo.respond.actions.crises import (
    CrisisIsClosed as CrisisIsClosed,
    Learnt as Learnt,
    Review as Review,
    StepsAreOpen as StepsAreOpen,
    close_crisis as close_crisis,
    declare_crisis as declare_crisis,
    log_crisis as log_crisis,
    name_role as name_role,
    set_playbook as set_playbook,
    settle_step as settle_step,
)
from wenguo.respond.actions.crisis_letters import (
    CrisisIsOpen as CrisisIsOpen,
    LettersWritten as LettersWritten,
    draft_crisis_letters as draft_crisis_letters,
)
from wenguo.respond.actions.crossing import AnsweredMeanwhile as AnsweredMeanwhile
from wenguo.respond.actions.customers_side import (
    HasCase as HasCase,
    NoConversationYet as NoConversationYet,
    NotSettledYet as NotSettledYet,
    OtherCustomer as OtherCustomer,
    TooLateToReopen as TooLateToReopen,
    attach_feedback as attach_feedback,
    customer_adds as customer_adds,
    customer_reopens as customer_reopens,
    rate as rate,
)
from wenguo.respond.actions.deeds import (
    AlreadyResolved as AlreadyResolved,
    CaseIsClosed as CaseIsClosed,
    CaseIsMerged as CaseIsMerged,
    NotClosed as NotClosed,
    NotResolved as NotResolved,
    ReplyNotSent as ReplyNotSent,
)
from wenguo.respond.actions.diagnostics import (
    DIAGNOSTICS_CONSENT as DIAGNOSTICS_CONSENT,
    MOST_DIAGNOSTICS_HOURS as MOST_DIAGNOSTICS_HOURS,
    LinkIsSpent as LinkIsSpent,
    ask_diagnostics as ask_diagnostics,
    revoke_diagnostics as revoke_diagnostics,
    send_diagnostics as send_diagnostics,
)
from wenguo.respond.actions.digests import (
    Wishes as Wishes,
    send_digests as send_digests,
    send_notices as send_notices,
    set_notices as set_notices,
)
from wenguo.respond.actions.escalating import (
    NotEscalated as NotEscalated,
    NotHigher as NotHigher,
    acknowledge as acknowledge,
    answer_escalation as answer_escalation,
    chase_escalations as chase_escalations,
    escalate as escalate,
    step_down as step_down,
)
from wenguo.respond.actions.escalation_settings import (
    set_contacts as set_contacts,
    set_escalation as set_escalation,
)
from wenguo.respond.actions.fields import (
    note_export as note_export,
    set_fields as set_fields,
    set_own_form as set_own_form,
)
from wenguo.respond.actions.finding import find_by_files as find_by_files
from wenguo.respond.actions.handing_over import (
    hand_over as hand_over,
    hand_over_all as hand_over_all,
    hand_over_shifts as hand_over_shifts,
)
from wenguo.respond.actions.incidents import (
    IncidentIsResolved as IncidentIsResolved,
    approve_statement as approve_statement,
    declare_incident as declare_incident,
    deliver_update as deliver_update,
    join_incident as join_incident,
    leave_incident as leave_incident,
    resolve_incident as resolve_incident,
    tell_all as tell_all,
)
from wenguo.respond.actions.labels import (
    follow_labels as follow_labels,
    recategorise as recategorise,
    with_open_case as with_open_case,
)
from wenguo.respond.actions.merging import (
    NotMerged as NotMerged,
    OtherCustomers as OtherCustomers,
    link_cases as link_cases,
    merge as merge,
    unlink_cases as unlink_cases,
    unmerge as unmerge,
)
from wenguo.respond.actions.moods import read_moods as read_moods
from wenguo.respond.actions.moves import MoveNotAllowed as MoveNotAllowed, set_moves as set_moves
from wenguo.respond.actions.notices import forget_notices as forget_notices
from wenguo.respond.actions.opening import answer_feedback as answer_feedback, open_case as open_case
from wenguo.respond.actions.outreach import (
    OutreachMoved as OutreachMoved,
    answer_outreach as answer_outreach,
    approve_outreach as approve_outreach,
    draft_outreach as draft_outreach,
    send_outreaches as send_outreaches,
    stop_outreach as stop_outreach,
)
from wenguo.respond.actions.owing import (
    AmendsOpen as AmendsOpen,
    PanelOpen as PanelOpen,
    PromiseOpen as PromiseOpen,
)
from wenguo.respond.actions.pack_versions import (
    add_pack_version as add_pack_version,
    read_version as read_version,
)
from wenguo.respond.actions.page_notices import (
    send_page_notices as send_page_notices,
    set_page_notices as set_page_notices,
)
from wenguo.respond.actions.panels import (
    AskedAlready as AskedAlready,
    AskMoved as AskMoved,
    NoPanel as NoPanel,
    NotTheExpert as NotTheExpert,
    NotTheOwner as NotTheOwner,
    Opinion as Opinion,
    accept_ask as accept_ask,
    chase_experts as chase_experts,
    conclude_panel as conclude_panel,
    decline_ask as decline_ask,
    give_opinion as give_opinion,
    invite_expert as invite_expert,
    withdraw_ask as withdraw_ask,
)
from wenguo.respond.actions.pauses import (
    end_pause as end_pause,
    set_pauses as set_pauses,
    start_pause as start_pause,
)
from wenguo.respond.actions.praise import (
    CONSENT_WORDS as CONSENT_WORDS,
    NotAgreed as NotAgreed,
    ThankedAlready as ThankedAlready,
    consent_words as consent_words,
    decide_praised as decide_praised,
    publish_praise as publish_praise,
    set_praise_consent as set_praise_consent,
    take_praise as take_praise,
    thank_for_praise as thank_for_praise,
    unpublish_praise as unpublish_praise,
)
from wenguo.respond.actions.presence import be_present as be_present, forget_absent as forget_absent
from wenguo.respond.actions.promise_alarms import raise_promise_alarms as raise_promise_alarms
from wenguo.respond.actions.promises import (
    PromiseInThePast as PromiseInThePast,
    PromiseIsDue as PromiseIsDue,
    PromiseIsSettled as PromiseIsSettled,
    apologise as apologise,
    confirm_promise as confirm_promise,
    keep_promise as keep_promise,
    make_promise as make_promise,
    move_promise as move_promise,
    promise_by_phone as promise_by_phone,
    reject_promise as reject_promise,
)
from wenguo.respond.actions.promising import Pledges as Pledges
from wenguo.respond.actions.ranking import (
    rerank as rerank,
    set_priority_weights as set_priority_weights,
    set_reach as set_reach,
)
from wenguo.respond.actions.recusing import lift_recusal as lift_recusal, recuse as recuse
from wenguo.respond.actions.replies import (
    remove_reply_text as remove_reply_text,
    set_reply_text as set_reply_text,
)
from wenguo.respond.actions.reply_asking import (
    NothingBeyond as NothingBeyond,
    ask_for_reply as ask_for_reply,
)
from wenguo.respond.actions.returning import (
    NoDispute as NoDispute,
    RuledAlready as RuledAlready,
    arbitrate as arbitrate,
    return_case as return_case,
)
from wenguo.respond.actions.routing import route_unassigned as route_unassigned
from wenguo.respond.actions.rules import (
    remove_rule as remove_rule,
    run_rules as run_rules,
    set_rule as set_rule,
)
from wenguo.respond.actions.settings import (
    check_policy as check_policy,
    delete_view as delete_view,
    remove_clock_policy as remove_clock_policy,
    save_view as save_view,
    set_clock_policy as set_clock_policy,
)
from wenguo.respond.actions.side_threads import (
    Partner as Partner,
    SentOtherwise as SentOtherwise,
    SideThreadIsOver as SideThreadIsOver,
    open_side_thread as open_side_thread,
    partner_answers as partner_answers,
    remind_partners as remind_partners,
    revoke_side_thread as revoke_side_thread,
    write_side_message as write_side_message,
)
from wenguo.respond.actions.solving import (
    close as close,
    follow_up as follow_up,
    reopen as reopen,
    resolve as resolve,
)
from wenguo.respond.actions.splitting import (
    MovedOn as MovedOn,
    NotSplit as NotSplit,
    split as split,
    unsplit as unsplit,
)
from wenguo.respond.actions.statutory import (
    ExtensionRefused as ExtensionRefused,
    NotRunning as NotRunning,
    choose_pack as choose_pack,
    drop_pack as drop_pack,
    end_statutory as end_statutory,
    extend_statutory as extend_statutory,
    hold_statutory as hold_statutory,
    release_statutory as release_statutory,
    start_statutory as start_statutory,
)
from wenguo.respond.actions.stops import (
    PersonalDataInReply as PersonalDataInReply,
    ReplyBeyondAuthority as ReplyBeyondAuthority,
)
from wenguo.respond.actions.tagging import set_tags as set_tags
from wenguo.respond.actions.tasks import (
    add_checklist as add_checklist,
    add_task as add_task,
    set_checklist as set_checklist,
    tick_task as tick_task,
)
from wenguo.respond.actions.tracking_links import (
    restore_tracking as restore_tracking,
    revoke_tracking as revoke_tracking,
)
from wenguo.respond.actions.tracking_pages import (
    TrackingIsShut as TrackingIsShut,
    open_tracking as open_tracking,
    set_tracking as set_tracking,
    waive_tail as waive_tail,
)
from wenguo.respond.actions.waiting import resume as resume, wait_for_customer as wait_for_customer
from wenguo.respond.actions.watching import (
    see_all as see_all,
    see_notices as see_notices,
    unwatch as unwatch,
    watch as watch,
)
from wenguo.respond.actions.wording import (
    add_house_word as add_house_word,
    remove_house_word as remove_house_word,
    silence_checks as silence_checks,
)
