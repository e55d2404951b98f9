import VoiceCore

/// All that the reads of the port say about a tenant, so that two doors can be compared at one stroke.
struct Contents: Equatable, Sendable {
  var tenant: Tenant?
  var billing: BillingAccount?
  var credits: [CreditEntry] = []
  var webhooks = WebhookContents()
  var exports = ExportShelf()
  var personErasures: [PersonErasure] = []
  var analytics = AnalyticsContents()
  var userByEmail: User?
  var userByID: User?
  var users: [User] = []
  var agents: [User] = []
  var session: Session?
  var sessions: [Session] = []
  var keyByDigest: APIKey?
  var keyByID: APIKey?
  var keys: [APIKey] = []
  var answer: KeptAnswer?
  var answers: [KeptAnswer] = []
  var departmentsOfUser: [Department.ID] = []
  var members: [User.ID] = []
  var memberships: [Membership] = []
  var lines: [PhoneLine] = []
  var departments: [Department] = []
  var department: Department?
  var switchboard = SwitchboardContents()
  var voicemail: Voicemail?
  var voicemails: [Voicemail] = []
  var departmentVoicemails: [Voicemail] = []
  var callerNotes: CallerNotes?
  var recording: Recording?
  var dueRecordings: [DueRecording] = []
  var recordingsWithCarrier: [Recording.ID] = []
  var outbound = OutboundLedger()
  var rules: [SpamRule] = []
  var allowed: Set<PhoneNumber> = []
  var revision = ScreeningRevision()
  var rule: SpamRule?
  var pagedRules: [SpamRule] = []
  var pagedAllowed: [AllowedNumber] = []
  var allowedByID: AllowedNumber?
  var allowedByNumber: AllowedNumber?
  var track: CallerTrack?
  var reportByID: SpamReport?
  var reports: [SpamReport] = []
  var review: SpamReview?
  var openReviews: [SpamReview] = []
  var judgedReviews: [SpamReview] = []
  var knowledge: [KnowledgeEntry] = []
  var knowledgeByID: [KnowledgeEntry] = []
  var knowledgeEntry: KnowledgeEntry?
  var knowledgeHoldings: KnowledgeHoldings?
  var testSets: [KnowledgeTestSet] = []
  var testSet: KnowledgeTestSet?
  var suggestions: [KnowledgeSuggestion] = []
  var suggestion: KnowledgeSuggestion?
  var queue = CallQueue(department: Sample.id(1))
  var queueHead = QueueHead(department: Sample.id(1))
  var waiting: WaitingRow?
  var firstWaiting: WaitingCaller?
  var countWaiting = 0
  var call: Call?
  var callByCarrier: Call?
  var calls: [Call] = []
  var callsInDepartment: [Call] = []
  var record: CallDetailRecord?
  var facts: [RecordedFact] = []
  var intentions: [PendingIntention] = []
  var intention: PendingIntention?
  var allIntentions: [PendingIntention] = []
  var live: LiveCall?
  var allLive: [LiveCall] = []
  var transcript: [Utterance] = []
  var auditHead: AuditHead?
  var auditLog: [ChainedAuditEntry] = []
  var newestAudited: [ChainedAuditEntry] = []
}

extension Contents {
  /// A tenant that nobody has heard of.
  static let nothing = Contents()

  /// What `StoreContract.fill` leaves.
  static let filled: Contents = {
    let call = Sample.ended(Sample.handed(Sample.call(1), to: 2))
    var filled = Contents()
    filled.tenant = Sample.tenant(Sample.tenantA, at: "a.example")
    filled.billing = BillingAccount()
    filled.credits = [Sample.creditEntry(2), Sample.creditEntry(1)]
    filled.webhooks = .filled
    filled.exports = Sample.exports
    filled.personErasures = [Sample.personErasure(1)]
    filled.analytics = .filled
    filled.userByEmail = Sample.user(1, "ada@a.example")
    filled.userByID = filled.userByEmail
    filled.users = [Sample.user(1, "ada@a.example")]
    filled.agents = filled.users
    filled.session = Sample.session(1, family: "ba")
    filled.sessions = [Sample.session(1, family: "ba")]
    filled.keyByDigest = Sample.apiKey(1, "ca")
    filled.keyByID = filled.keyByDigest
    filled.keys = [Sample.apiKey(1, "ca")]
    filled.answer = Sample.kept("da")
    filled.answers = [Sample.kept("da")]
    filled.departmentsOfUser = [Sample.id(1), Sample.id(2)]
    filled.members = [Sample.id(1), Sample.id(5)]
    filled.memberships = [(1, 1), (1, 2), (5, 2)].map { Membership(of: Sample.id($0.0), in: Sample.id($0.1)) }
    filled.lines = [100, 101].map { PhoneLine(number: Sample.number($0)) }
    filled.departments = [Sample.department(1), Sample.department(2, named: "service")]
    filled.department = Sample.department(1)
    filled.switchboard = .filled
    filled.voicemail = Sample.voicemail(1, for: 2)
    filled.voicemails = [Sample.voicemail(1, for: 2)]
    filled.departmentVoicemails = filled.voicemails
    filled.callerNotes = Sample.callerNotes(1)
    filled.recording = Sample.recording(1, started: 0)
    let running = Sample.recording(1, started: 0)
    filled.dueRecordings = [DueRecording(id: running.id, dueAt: Sample.moment + Recording.checkPause)]
    filled.recordingsWithCarrier = [running.id]
    filled.outbound = Sample.outboundLedger
    filled.rules = [Sample.rule(1), Sample.rule(2, weight: 70)]
    filled.allowed = [Sample.number(150)]
    for rule in filled.rules { filled.revision.replace(nil, by: rule) }
    filled.revision.changeAllowed(by: 1)
    filled.rule = Sample.rule(1)
    filled.pagedRules = filled.rules
    filled.pagedAllowed = [Sample.allowed]
    filled.allowedByID = Sample.allowed
    filled.allowedByNumber = Sample.allowed
    filled.track = Sample.track(150, reports: 1)
    filled.reportByID = Sample.report(1)
    filled.reports = [Sample.report(1), Sample.report(2)]
    filled.review = Sample.review(1, .spam)
    filled.openReviews = [Sample.review(2)]
    filled.judgedReviews = [Sample.review(1, .spam)]
    filled.knowledge = [Sample.entry(2, priority: 5), Sample.entry(1)]
    filled.knowledgeByID = [Sample.entry(1), Sample.entry(2, priority: 5)]
    filled.knowledgeEntry = Sample.entry(1)
    filled.knowledgeHoldings = KnowledgeHoldings(entries: 2, testSets: 2, suggestions: 2)
    filled.testSets = [Sample.testSet(1), Sample.testSet(2)]
    filled.testSet = Sample.testSet(1)
    filled.suggestions = [Sample.suggestion(1), Sample.suggestion(2)]
    filled.suggestion = Sample.suggestion(1)
    filled.queue = Sample.queue(of: 1, 7, 8)
    for number in [7, 8] as [UInt128] { filled.queueHead.entered(Sample.waiting(number).caller) }
    filled.waiting = Sample.waiting(7)
    filled.firstWaiting = Sample.waiting(7).caller
    filled.countWaiting = 1
    filled.call = call
    filled.callByCarrier = call
    filled.calls = [Sample.call(2, after: 5), call]
    filled.callsInDepartment = [call]
    filled.record = Sample.record(of: call)
    filled.facts = StoreContract.facts.enumerated().map { index, fact in
      RecordedFact(call: call.id, ordinal: index + 1, at: Sample.moment, fact: fact)
    }
    filled.intentions = [
      PendingIntention(call: call.id, ordinal: 1, intention: .hangUp, since: Sample.moment)
    ]
    filled.intention = filled.intentions[0]
    filled.allIntentions = filled.intentions
    filled.live = Sample.live(2)
    filled.allLive = [Sample.live(2)]
    filled.transcript = StoreContract.transcript
    filled.auditLog = Sample.chain([Sample.draft(1)], of: Sample.tenantA)
    filled.newestAudited = filled.auditLog
    filled.auditHead = filled.auditLog.last?.head
    return filled
  }()

  /// Reads all of it.
  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    tenant = try await scope.tenant()
    billing = try await scope.billingAccount()
    credits = try await scope.creditEntries(before: nil, limit: 10)
    webhooks = try await WebhookContents(scope)
    exports = try await scope.exportShelf()
    personErasures = try await scope.personErasures(after: nil, limit: 10)
    analytics = try await AnalyticsContents(scope)
    userByEmail = try await scope.user(Sample.email("ada@a.example"))
    userByID = try await scope.user(Sample.id(1))
    users = try await scope.users(after: nil, limit: 10)
    agents = try await scope.users(in: .agent, limit: 10)
    session = try await scope.session(TokenDigest(hex: "ba"))
    sessions = try await scope.sessions(of: Sample.id(1))
    keyByDigest = try await scope.apiKey(TokenDigest(hex: "ca"))
    keyByID = try await scope.apiKey(Sample.id(1) as APIKey.ID)
    keys = try await scope.apiKeys()
    answer = try await scope.keptAnswer(at: TokenDigest(hex: "da"))
    answers = try await scope.keptAnswers(limit: 10)
    departmentsOfUser = try await scope.departments(of: Sample.id(1))
    members = try await scope.members(of: Sample.id(2))
    memberships = try await scope.memberships(after: nil, limit: 10)
    lines = try await scope.phoneLines()
    departments = try await scope.departments()
    department = try await scope.department(Sample.id(1))
    switchboard = try await SwitchboardContents(scope)
    voicemail = try await scope.voicemail(Sample.id(1))
    voicemails = try await scope.voicemails(after: nil, limit: 10)
    callerNotes = try await scope.callerNotes(of: Sample.id(1))
    recording = try await scope.recording(Sample.id(1))
    dueRecordings = try await scope.recordings(
      dueAt: Sample.moment + Recording.checkPause, after: nil, limit: 10)
    recordingsWithCarrier = try await scope.recordingsWithCarrier(after: nil, limit: 10)
    outbound = try await scope.outboundLedger()
    departmentVoicemails = try await scope.voicemails(for: Sample.id(2), after: nil, limit: 10)
    rules = try await scope.spamRules()
    allowed = try await scope.allowList()
    revision = try await scope.screeningRevision()
    rule = try await scope.spamRule(Sample.id(1))
    pagedRules = try await scope.spamRules(after: nil, limit: 10)
    pagedAllowed = try await scope.allowedNumbers(after: nil, limit: 10)
    allowedByID = try await scope.allowedNumber(Sample.id(150))
    allowedByNumber = try await scope.allowedNumber(for: Sample.number(150))
    track = try await scope.callerTrack(of: Sample.number(150))
    reportByID = try await scope.spamReport(Sample.id(1))
    reports = try await scope.spamReports(after: nil, limit: 10)
    review = try await scope.spamReview(of: Sample.id(1))
    openReviews = try await scope.spamReviews(.open, after: nil, limit: 10)
    judgedReviews = try await scope.spamReviews(.judged, after: nil, limit: 10)
    knowledge = try await scope.knowledge()
    knowledgeByID = try await scope.knowledge(after: nil, limit: 10)
    knowledgeEntry = try await scope.knowledgeEntry(Sample.id(1))
    knowledgeHoldings = try await scope.knowledgeHoldings()
    testSets = try await scope.knowledgeTestSets(after: nil, limit: 10)
    testSet = try await scope.knowledgeTestSet(Sample.id(1))
    suggestions = try await scope.knowledgeSuggestions(after: nil, limit: 10)
    suggestion = try await scope.knowledgeSuggestion(Sample.id(1))
    queue = try await scope.queue(of: Sample.id(1))
    queueHead = try await scope.queueHead(of: Sample.id(1))
    waiting = try await scope.waitingRow(of: Sample.id(7), in: Sample.id(1))
    firstWaiting = try await scope.firstWaiting(in: Sample.id(1), needing: SkillSet([Skill("billing")]))
    countWaiting = try await scope.countWaiting(
      in: Sample.id(1), before: Sample.waiting(8).caller.rank, limit: 10)
    call = try await scope.call(Sample.id(1) as Call.ID)
    callByCarrier = try await scope.call(Sample.carrierID("CA1"))
    calls = try await scope.calls(after: nil, limit: 10)
    callsInDepartment = try await scope.calls(in: Sample.id(2), after: nil, limit: 10)
    record = try await scope.detailRecord(of: Sample.id(1))
    facts = try await scope.facts(of: Sample.id(1))
    intentions = try await scope.pendingIntentions(of: Sample.id(1))
    intention = try await scope.pendingIntention(1, of: Sample.id(1))
    allIntentions = try await scope.pendingIntentions(after: nil, limit: 10)
    live = try await scope.liveCall(Sample.id(2))
    allLive = try await scope.liveCalls(after: nil, limit: 10)
    transcript = try await scope.transcript(of: Sample.id(1))
    auditHead = try await scope.auditHead()
    auditLog = try await scope.auditEntries(after: 0, limit: 10)
    newestAudited = try await scope.auditEntries(before: nil, limit: 10)
  }
}

extension StoreContract {
  static let facts: [Call.Fact] = [
    .started, .screened(.clean), .rang, .answered(at: Sample.moment), .streamJoined(1),
    .conversation(.judged(Attempt.ID(1), .failed)), .queued(Sample.id(2)),
    .transferStarted(Transfer(reason: .callerWish, department: Sample.id(2))), .transferFinished(.noAnswer),
    .ended(Ending(.hungUp, at: Sample.moment)),
  ]

  static let transcript = [
    Utterance(.receptionist, "Good morning.", at: Sample.moment),
    Utterance(.caller, "[key 1]", at: Sample.moment + .seconds(1)),
  ]

  /// Saves something of everything.
  static func fill(_ scope: any TenantScope) async throws(StoreFailure) {
    try await scope.save(Sample.tenant(Sample.tenantA, at: "a.example"))
    try await scope.save(BillingAccount())
    for number in 1...2 { try await scope.save(Sample.creditEntry(number)) }
    try await fillWebhooks(scope)
    try await scope.save(Sample.exports)
    try await scope.save(Sample.personErasure(1))
    try await fillAnalytics(scope)
    try await scope.save(Sample.user(1, "ada@a.example"))
    try await scope.save(Sample.session(1, family: "ba"))
    try await scope.save(Sample.apiKey(1, "ca"))
    try await scope.save(Sample.signInGuard(2), at: Sample.slot)
    try await scope.save(Sample.grant("aa"))
    try await scope.save(Sample.kept("da"))
    for (user, department) in [(1, 2), (5, 2), (1, 1)] as [(UInt128, UInt128)] {
      try await scope.save(Membership(of: Sample.id(user), in: Sample.id(department)))
    }
    for number in [101, 100] { try await scope.save(PhoneLine(number: Sample.number(number))) }
    try await scope.save(Sample.department(2, named: "service"))
    try await scope.save(Sample.department(1))
    try await SwitchboardContents.fill(scope)
    try await scope.save(Sample.voicemail(1, for: 2))
    try await scope.save(Sample.callerNotes(1))
    try await scope.save(Sample.recording(1, started: 0))
    try await scope.save(Sample.recording(2))
    try await scope.save(Sample.outboundLedger)
    try await scope.save(Sample.rule(2, weight: 70))
    try await scope.save(Sample.rule(1))
    try await scope.allow(Sample.number(150), as: Sample.id(UInt128(150)))
    try await scope.save(Sample.track(150, reports: 1))
    for number in [UInt128(2), 1] { try await scope.save(Sample.report(number)) }
    try await scope.save(Sample.review(1, .spam))
    try await scope.save(Sample.review(2))
    try await scope.save(Sample.entry(1))
    try await scope.save(Sample.entry(2, priority: 5))
    try await scope.save(KnowledgeHoldings(entries: 2, testSets: 2, suggestions: 2))
    for number in [UInt128(2), 1] {
      try await scope.save(Sample.testSet(number))
      try await scope.save(Sample.suggestion(number))
    }
    try await scope.save(Sample.queue(of: 1, 7, 8))
    for number in [8, 7] as [UInt128] {
      _ = try await scope.enter(Sample.waiting(number).caller, in: Sample.id(1))
    }
    let call = Sample.ended(Sample.handed(Sample.call(1), to: 2))
    try await scope.save(call, facts: facts, intentions: [.hangUp], at: Sample.moment)
    try await scope.save(Sample.call(2, after: 5), facts: [.started], intentions: [], at: Sample.moment)
    try await scope.save(Sample.live(2))
    try await scope.save(Sample.record(of: call))
    try await scope.append(transcript, to: call.id)
    try await scope.append(Sample.draft(1))
  }
}
