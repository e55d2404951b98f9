import VoiceCore

/// Values to fill stores with. The numbers are from the range kept for fiction.
enum Sample {
  static let tenantA: Tenant.ID = id(0xA)
  static let tenantB: Tenant.ID = id(0xB)
  static let moment = Timestamp(microseconds: 1_767_700_800_000_000)

  static func id<Subject>(_ number: UInt128) -> Identifier<Subject> { Identifier(number) }

  static func number(_ number: Int) -> PhoneNumber {
    let digits = String(number)
    guard let value = PhoneNumber("+1415555" + String(repeating: "0", count: 4 - digits.count) + digits) else {
      preconditionFailure("a sample is no number")
    }
    return value
  }

  static func domain(_ text: String) -> TenantDomain {
    guard let value = TenantDomain(text) else { preconditionFailure("a sample is no domain") }
    return value
  }

  static func email(_ text: String) -> EmailAddress {
    guard let value = EmailAddress(text) else { preconditionFailure("a sample is no address") }
    return value
  }

  static func carrierID(_ text: String) -> CarrierCallID {
    guard let value = CarrierCallID(text) else { preconditionFailure("a sample is no carrier's name") }
    return value
  }

  static func keyword(_ text: String) -> Keyword {
    guard let value = Keyword(text) else { preconditionFailure("a sample is no keyword") }
    return value
  }

  static func tenant(_ id: Tenant.ID, named name: String = "Example", at domain: String) -> Tenant {
    Tenant(
      id: id, name: name, domain: Sample.domain(domain), settings: TenantSettings(customerService: Sample.number(199)))
  }

  static func user(_ number: UInt128, _ email: String, named name: String = "Ada", as role: Role = .agent) -> User {
    User(
      id: id(number), email: Sample.email(email), name: name, role: role,
      password: PasswordVerifier(text: "v1$\(name)"))
  }

  static func grant(_ hex: String, for call: UInt128 = 1) -> StreamGrant {
    StreamGrant(digest: TokenDigest(hex: hex), call: id(call), expiresAt: moment + StreamGrant.lifetime)
  }

  static func session(_ number: UInt128, of user: UInt128 = 1, family: String, renewedAfter seconds: Int = 0) -> Session
  {
    var session = Session(
      id: id(number), user: id(user), family: TokenDigest(hex: family), first: TokenDigest(hex: "f\(number)"),
      startedAt: moment)
    if seconds > 0 {
      session.evolve(
        .renewed(
          at: moment + .seconds(seconds), used: session.current, salt: "salt", next: TokenDigest(hex: "e\(number)")))
    }
    return session
  }

  static func apiKey(_ number: UInt128, _ hex: String, named name: String = "CRM") -> APIKey {
    APIKey(
      id: id(number), name: name, digest: TokenDigest(hex: hex), hint: "vc_live_abcd",
      scopes: [.readCalls, .readContacts],
      createdBy: id(1), createdAt: moment, expiresAt: nil)
  }

  static func kept(_ place: String, after seconds: Int = 0, answered status: Int? = 201) -> KeptAnswer {
    var kept = KeptAnswer(
      place: TokenDigest(hex: place), fingerprint: TokenDigest(hex: "fa"), seed: Bits128(7),
      since: moment + .seconds(seconds))
    kept.answer = status.map { KeptAnswer.Answer(status: $0, fields: [.init("Location", "/1")], body: [123, 125]) }
    return kept
  }

  static let slot = SignInSlot(.anywhere, of: TokenDigest(hex: "00ff"))

  static func signInGuard(_ failures: Int) -> SignInGuard {
    var state = SignInGuard()
    state.evolve(.charged(at: moment, failures: failures))
    return state
  }

  static func department(_ number: UInt128, named name: String = "sales") -> Department {
    Department(id: id(number), name: name, number: Sample.number(Int(number) % 100))
  }

  static func rule(_ number: UInt128, weight: Int = 10) -> SpamRule {
    SpamRule(id: id(number), sign: .keyword(keyword("free cruise")), weight: weight)
  }

  static let allowed = AllowedNumber(id: id(150), number: Sample.number(150))

  /// What is remembered of a caller who called that many seconds after the sample moment.
  static func track(_ number: Int, after seconds: Int = 0, reports: Int = 0) -> CallerTrack {
    var track = CallerTrack(of: Sample.number(number))
    track.note(callAt: moment + .seconds(seconds))
    for _ in 0..<reports { track.noteReport() }
    return track
  }

  static func report(_ number: UInt128) -> SpamReport {
    SpamReport(
      id: id(number), call: id(1), number: Sample.number(150), reporter: .user(id(1)), at: moment, note: "Cruises")
  }

  static func review(_ number: UInt128, _ judgement: SpamReview.Judgement? = nil) -> SpamReview {
    var review = SpamReview(of: call(number), at: moment)
    if let judgement { review.judge(SpamReview.Judged(judgement, by: .user(id(1)), at: moment)) }
    return review
  }

  static func entry(_ number: UInt128, priority: Int = 0, answer: String = "From nine to five.") -> KnowledgeEntry {
    KnowledgeEntry(id: id(number), question: "When are you open?", answer: answer, priority: priority)
  }

  /// An inbound call whose carrier's name is made from the number, begun that many seconds after the sample moment.
  static func call(_ number: UInt128, carrierID: String? = nil, after seconds: Int = 0) -> Call {
    Call(
      id: id(number), carrierID: Sample.carrierID(carrierID ?? "CA\(number)"), direction: .inbound,
      caller: .number(Sample.number(150)), dialled: Sample.number(100), startedAt: moment + .seconds(seconds),
      language: .english)
  }

  static func ended(_ call: Call) -> Call {
    var call = call
    call.evolve([.started, .rang, .answered(at: moment), .ended(Ending(.hungUp, at: moment + .seconds(9)))])
    return call
  }

  /// The call, handed over to that department.
  static func handed(_ call: Call, to department: UInt128) -> Call {
    var call = call
    call.evolve(.transferStarted(Transfer(reason: .callerWish, department: id(department))))
    return call
  }

  static func record(of call: Call) -> CallDetailRecord {
    guard let record = CallDetailRecord(of: ended(call)) else { preconditionFailure("a sample hasn't ended") }
    return record
  }

  static func pending(of call: UInt128) -> PendingIntention {
    PendingIntention(call: id(call), ordinal: 1, intention: .hangUp, since: moment)
  }

  static func live(_ call: UInt128, at holder: LiveCall.Holder = .carrier) -> LiveCall {
    LiveCall(call: id(call), holder: holder, since: moment)
  }

  static let fact = LoggedFact(
    position: LogPosition(commit: 1, number: 1),
    recorded: RecordedFact(call: id(1), ordinal: 1, at: moment, fact: .started))

  static func waiting(_ call: UInt128, reservedFor reservation: WaitingRow.Reserved? = nil) -> WaitingRow {
    WaitingRow(
      department: id(1), caller: WaitingCaller(call: id(call), arrival: moment, skills: [Skill("billing")]),
      reservedFor: reservation)
  }

  static func queue(of department: UInt128, _ callers: UInt128...) -> CallQueue {
    var queue = CallQueue(department: id(department))
    for caller in callers {
      _ = queue.enter(WaitingCaller(call: id(caller), arrival: moment, tier: .gold, skills: [Skill("billing")]))
    }
    return queue
  }
}
