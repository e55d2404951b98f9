import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P13-data-encryption.md
  static let p13DataEncryption = VerifiedProperty(
    number: 13, title: "Data Encryption",
    core: nil,
    store: nil,
    sealed: { source in
      Property(13, "Data Encryption", for: .sealedCase, labels: P13.labels, coverage: P13.coverage) { input in
        let place = try await source.make()
        do {
          try await P13.check(input, in: place)
        } catch {
          await place.close()
          throw error
        }
        await place.close()
      }
    })
}

private enum P13 {
  static let coverage = [
    Coverage("data key rotated", atLeast: 30), Coverage("master key rotated", atLeast: 30),
    Coverage("text needs escapes", atLeast: 20),
  ]

  static let labels: @Sendable (SealedCase) -> [String] = { input in
    var labels: [String] = []
    if input.steps.contains(.rotateDataKey) { labels.append("data key rotated") }
    if input.steps.contains(.rotateMasterKey) { labels.append("master key rotated") }
    if input.text.contains(where: { "\"\\%".contains($0) || !$0.isASCII }) { labels.append("text needs escapes") }
    return labels
  }

  static let tenant: Tenant.ID = Identifier(0xA13)

  static func check(_ input: SealedCase, in first: SealedPlace) async throws {
    var place = first
    try await Filling(input).save(in: place.store, of: tenant)
    let (early, identity) = try await sealed(input, in: place)
    var lines = [input.text]
    for (index, step) in input.steps.enumerated() {
      switch step {
      case .say:
        let line = "\(index) \(input.text)"
        try await place.store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.append([Utterance(.caller, line, at: Filling.moment)], to: Filling.call)
        }
        lines.append(line)
      case .rotateDataKey: try await place.rotateDataKey(tenant)
      case .rotateMasterKey: place = try await place.rotateMasterKey()
      }
    }
    // Rotation has lost nothing, and what is found by a blinded key is found still.
    let read = try await Filling(input).read(in: place.store, of: tenant)
    try requireEqual(read.transcript, lines, "what was said")
    try requireEqual(read.values, Filling(input).values, "what was saved")
    try await requireTampersShow(early, identity, input, in: place)
    let (late, _) = try await sealed(input, in: place)
    try await requireTampersShow(late, identity, input, in: place)

    let evidence = try await place.evidence(tenant)
    // A look that sees nothing would find nothing: names of tables aren't sealed.
    try require(evidence.contains { $0.holds(Array("utterances".utf8)) }, "the tables are among what is searched")
    let number = input.number.e164
    try requireNoTrace(
      of: [
        Spellings(of: "a personal word", input.word), Spellings(of: "what was said", input.text),
        Spellings(of: "a number", number, String(number.dropFirst())),
      ], in: evidence)
  }

  /// The text, sealed as a row that no table has.
  private static func sealed(
    _ input: SealedCase, in place: SealedPlace
  ) async throws -> (bytes: [UInt8], identity: RowIdentity) {
    let identity = RowIdentity(table: "law", tenant: tenant, key: Array(input.word.utf8))
    return (try await place.ciphers.cipher(for: tenant).seal(Array(input.text.utf8), as: identity), identity)
  }

  /// It opens as its row, and neither as another row nor with a bit flipped.
  private static func requireTampersShow(
    _ sealed: [UInt8], _ identity: RowIdentity, _ input: SealedCase, in place: SealedPlace
  ) async throws {
    let cipher = try await place.ciphers.cipher(for: tenant)
    func opened(_ bytes: [UInt8], _ table: String, _ key: [UInt8]) -> [UInt8]? {
      try? cipher.open(bytes, as: RowIdentity(table: table, tenant: tenant, key: key))
    }
    try requireEqual(
      opened(sealed, identity.table, identity.key), Array(input.text.utf8), "what was sealed opens as its row")
    let bit = input.bit % (sealed.count * 8)
    var flipped = sealed
    flipped[bit / 8] ^= 1 << (bit % 8)
    try requireNil(opened(flipped, identity.table, identity.key), "bit \(bit) of \(sealed.count * 8) is flipped")
    try requireNil(opened(Array(sealed.dropLast()), identity.table, identity.key), "the last byte is cut")
    try requireNil(opened(sealed, "laws", identity.key), "a row of another table")
    try requireNil(opened(sealed, identity.table, identity.key + [0]), "another row of the table")
  }
}

/// Something in every field of every table that holds content or a person's data.
private struct Filling {
  static let moment = Timestamp(microseconds: 1_767_700_800_000_000)
  static let call: Call.ID = Identifier(1)

  let tenant: Tenant
  let user: User
  let key: APIKey
  let session: Session
  let department: Department
  let entry: KnowledgeEntry
  let rule: SpamRule
  let grant: StreamGrant
  let queue: CallQueue
  let record: CallDetailRecord
  let ended: Call
  let guessed: SignInGuard
  let input: SealedCase

  init(_ input: SealedCase) {
    self.input = input
    guard let domain = TenantDomain("\(input.word).example"), let email = EmailAddress("\(input.word)@a.example"),
      let carrierID = CarrierCallID("CA\(input.word)"), let keyword = Keyword(input.word)
    else { preconditionFailure("letters and digits make all of these") }
    tenant = Tenant(
      id: P13.tenant, name: input.text, domain: domain, settings: TenantSettings(customerService: input.number))
    user = User(
      id: Identifier(1), email: email, name: input.text, role: .agent, password: PasswordVerifier(text: input.word))
    key = APIKey(
      id: Identifier(1), name: input.text, digest: TokenDigest(hex: input.word), hint: input.word, scopes: [.readCalls],
      createdBy: Identifier(1), createdAt: Self.moment, expiresAt: nil)
    session = Session(
      id: Identifier(1), user: Identifier(1), family: TokenDigest(hex: input.word), first: TokenDigest(hex: input.word),
      startedAt: Self.moment)
    department = Department(id: Identifier(1), name: input.text, number: input.number)
    entry = KnowledgeEntry(id: Identifier(1), question: input.text, answer: input.word)
    rule = SpamRule(id: Identifier(1), sign: .keyword(keyword), weight: 1)
    grant = StreamGrant(digest: TokenDigest(hex: input.word), call: Self.call, expiresAt: Self.moment)
    var queue = CallQueue(department: Identifier(1))
    _ = queue.enter(WaitingCaller(call: Self.call, arrival: Self.moment, skills: [Skill(input.word)]))
    self.queue = queue
    var call = Call(
      id: Self.call, carrierID: carrierID, direction: .inbound, caller: .number(input.number), dialled: input.number,
      startedAt: Self.moment, language: .english)
    call.evolve([.rang, .answered(at: Self.moment), .ended(Ending(.hungUp, at: Self.moment))])
    ended = call
    var guessed = SignInGuard()
    guessed.evolve(.charged(at: Self.moment, failures: 2))
    self.guessed = guessed
    guard let record = CallDetailRecord(of: call) else { preconditionFailure("an ended call has a record") }
    self.record = record
  }

  /// All of it, to be compared.
  var values: [String] {
    [
      "\(tenant.name) \(tenant.domain.text) \(tenant.settings.customerService.e164)",
      "\(user.name) \(user.email.text) \(user.password.text)", "\(key.name) \(key.digest.hex) \(key.hint)",
      "\(session.family.hex) \(session.current.hex)", "\(department.name) \(department.number.e164)",
      "\(entry.question) \(entry.answer)", "\(rule)", "\(queue)",
      "\(ended.carrierID.text) \(ended.caller.number?.e164 ?? "-") \(ended.dialled.e164)", "\([input.number.e164])",
      "\(record)",
    ]
  }

  func save(in store: any Store, of id: Tenant.ID) async throws {
    try await store.transaction(for: id) { scope throws(StoreFailure) in
      try await scope.save(tenant)
      try await scope.save(user)
      try await scope.save(key)
      try await scope.save(session)
      try await scope.save(Membership(of: user.id, in: department.id))
      try await scope.save(guessed, at: SignInSlot(.anywhere, of: TokenDigest(hex: input.word)))
      try await scope.save(PhoneLine(number: input.number))
      try await scope.allow(input.number, as: Identifier(1))
      try await scope.save(department)
      try await scope.save(entry)
      try await scope.save(rule)
      try await scope.save(queue)
      try await scope.save(
        ended, facts: [.screened(ScreeningVerdict.clean), .queued(department.id)], intentions: [.hangUp],
        at: Self.moment)
      try await scope.save(record)
      try await scope.save(grant)
      try await scope.append([Utterance(.caller, input.text, at: Self.moment)], to: Self.call)
    }
  }

  /// The same, as the store has it, found by personal keys where there are any.
  func read(in store: any Store, of id: Tenant.ID) async throws -> (values: [String], transcript: [String]) {
    let atDomain = try await store.platform.tenant(at: tenant.domain)
    let atNumber = try await store.platform.tenant(answering: input.number)
    try requireEqual([atDomain, atNumber], [id, id], "who has the domain, and the number")
    return try await store.read(for: id) { scope throws(StoreFailure) in
      guard let tenant = try await scope.tenant(), let user = try await scope.user(self.user.email),
        let key = try await scope.apiKey(self.key.digest), let session = try await scope.session(self.session.family),
        let department = try await scope.departments().first, let entry = try await scope.knowledge().first,
        let rule = try await scope.spamRules().first, let call = try await scope.call(ended.carrierID),
        let record = try await scope.detailRecord(of: call.id)
      else { throw .notFound }
      let queue = try await scope.queue(of: department.id)
      let allowed = try await scope.allowList().map(\.e164)
      return (
        [
          "\(tenant.name) \(tenant.domain.text) \(tenant.settings.customerService.e164)",
          "\(user.name) \(user.email.text) \(user.password.text)", "\(key.name) \(key.digest.hex) \(key.hint)",
          "\(session.family.hex) \(session.current.hex)", "\(department.name) \(department.number.e164)",
          "\(entry.question) \(entry.answer)", "\(rule)", "\(queue)",
          "\(call.carrierID.text) \(call.caller.number?.e164 ?? "-") \(call.dialled.e164)", "\(allowed)", "\(record)",
        ], try await scope.transcript(of: call.id).map(\.text)
      )
    }
  }
}
