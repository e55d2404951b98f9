import DocumentedAPI
import FoundationEssentials
import Properties
import PropertyTesting

/// Two throw-away tenants: one that has something of every kind, each text of it with a canary, and one that asks for it.
actor IsolationTrial {
  private static let keys = 3

  private let stage: LiveStage
  private let canary = CanaryPlanting()
  private let victim: LiveTenant
  private let victimsKey: String
  private let asker: LiveTenant
  private let keys: [String]
  private let administrator: String
  /// By list: the names of what the victim has.
  private var names: [String: [String]] = [:]
  /// By path: as the victim sees it.
  private var seen: [String: JSON] = [:]
  /// Names that the asker wrote into something of its own, where it may read them again.
  private var written: Set<String> = []
  private let sought: [Spellings]
  /// Every attempt that is made, in a fixed order.
  let attacks: [IsolationAttack]

  init(_ stage: LiveStage) async throws {
    self.stage = stage
    victim = try await stage.tenants.make(named: canary.text)
    victimsKey = try await stage.tenants.key(of: victim)
    asker = try await stage.tenants.make()
    var keys: [String] = []
    for number in 0..<Self.keys { keys.append(try await stage.tenants.key(of: asker, named: "Key \(number)")) }
    self.keys = keys
    administrator = try await stage.signIn(asker.email, of: asker)
    attacks = IsolationAttack.all(of: stage.described, keys: Self.keys)
    sought = canary.sought + [Spellings(of: "the other tenant's domain", victim.domain)]
    try await plant()
    for path in Set(attacks.map(\.collection)).sorted() where path != "/v1/tenants" { try await remember(path) }
    stage.tally.add(0, "canaries found")
    stage.tally.note(
      "left out, as they would ring somebody, send something or make what isn't deleted with a tenant: "
        + IsolationAttack.leftOut.sorted().joined(separator: ", "))
  }

  private func plant() async throws {
    for seed in canary.seeds {
      let body = seed.body(names)
      guard stage.described.operations.contains(where: { $0.name == "\(seed.method) \(seed.path)" }) else { continue }
      let question = Prober.Question.json(seed.method, seed.path, body)
      let answer =
        IsolationAttack.isForPeople(seed.path)
        ? try await stage.tenants.ask(question, in: victim)
        : try await stage.client.ask(question, bearing: victimsKey)
      guard (200...299).contains(answer.status) else {
        stage.tally.note("no canary in \(seed.method) \(seed.path): \(answer.inShort)")
        continue
      }
      if let id = answer.tree["id"]?.text { names[seed.path, default: []].append(id) }
      stage.tally.add(canary.count(in: body), "canaries planted")
    }
    if names.isEmpty { throw await stage.client.give(up: "nothing can be made in a throw-away tenant") }
  }

  /// What the victim has in a list, and each thing of it.
  private func remember(_ path: String) async throws {
    let list = try await victimsLook(path)
    seen[path] = list
    names[path] = list["data"]?.items.compactMap { ($0["id"] ?? $0["number"])?.text } ?? []
  }

  private func victimsLook(_ path: String) async throws -> JSON {
    let answer = try await stage.tenants.ask(Prober.Question(target: path), in: victim)
    return .object(["status": .number(Double(answer.status)), "data": (answer.tree["data"] ?? answer.tree).lasting])
  }

  /// For a list of which the victim has nothing: an id of another kind of thing. A telephone number isn't one: where ids are
  /// expected it is refused for its shape, as nothing that isn't there would be.
  private var someID: String? {
    names.sorted { $0.key < $1.key }.lazy.flatMap(\.value).first { UUID(uuidString: $0) != nil }
  }

  /// Names of the victim's that the asker has no business to read.
  private var unwritten: [String] { names.values.joined().filter { $0.count > 20 && !written.contains($0) } }

  /// Makes one attempt.
  func run(_ attack: IsolationAttack) async throws {
    switch attack.kind {
    case .unharmed:
      let now = try await victimsLook(attack.path)
      try requireEqual(now, seen[attack.path] ?? .null, "what the other tenant has at \(attack.path)")
    case .listed:
      let answer = try await ask(attack, "")
      try requireNone(of: unwritten, in: answer, attack)
    case .listening: try await listen(attack)
    case .named, .referred:
      guard let foreign = names[attack.collection]?.first ?? someID else { return }
      let absent = attack.collection == "/v1/phone-numbers" ? "+12025550199" : LiveTenant.absentID()
      let answer = try await ask(attack, foreign)
      let other = try await ask(attack, absent)
      if attack.kind == .referred, answer.status < 300 { written.insert(foreign) }
      try requireEqual(
        answer.likeness(without: foreign), other.likeness(without: absent),
        "what is answered about another tenant's thing, and about one that is nowhere")
      if attack.kind == .named {
        try require(answer.status >= 400, "another tenant's thing isn't served: \(answer.status)")
      }
      try await requireUnharmed(attack, foreign)
    }
  }

  /// At a socket the other's things aren't there either. How things stand is told in both cases, and differs by its moment.
  private func listen(_ attack: IsolationAttack) async throws {
    guard let foreign = names[attack.collection]?.first else { return }
    var answers: [[String]] = []
    for name in [foreign, LiveTenant.absentID()] {
      let target = attack.path.replacing(IsolationAttack.blank, with: name)
      stage.tally.add(1, "operations tried")
      switch try await stage.client.listen(target, bearing: administrator) {
      case .refused(let status, let body):
        let answer = Prober.Answer(status: status, head: "", body: body)
        try requireNone(of: [], in: answer, attack)
        answers.append(answer.likeness(without: name))
      case .told(let text):
        try requireNone(
          of: unwritten.filter { $0 != name },
          in: Prober.Answer(status: 101, head: "", body: Array(text.utf8)), attack)
        answers.append(["told"])
      case .nothing: answers.append(["nothing"])
      }
    }
    try requireEqual(
      answers.first, answers.last, "what a socket answers about another tenant's thing, and about nothing")
  }

  /// What was aimed at is as it was.
  private func requireUnharmed(_ attack: IsolationAttack, _ name: String) async throws {
    guard attack.kind == .named, attack.method != "GET", names[attack.collection]?.contains(name) == true,
      let whole = seen[attack.collection]?["data"]?.items.first(where: { ($0["id"] ?? $0["number"])?.text == name }),
      stage.described.operations.contains(where: { $0.name == "GET \(attack.collection)/{id}" })
    else { return }
    let answer = try await stage.tenants.ask(
      Prober.Question(target: "\(attack.collection)/\(Percent.encoded(name))"), in: victim)
    try requireEqual(answer.status, 200, "the other tenant's thing is still there")
    try requireEqual(answer.tree.lasting, whole, "and is as it was")
  }

  private func ask(_ attack: IsolationAttack, _ name: String) async throws -> Prober.Answer {
    let target = attack.path.replacing(IsolationAttack.blank, with: Percent.encoded(name))
    var question = Prober.Question(method: attack.method, target: target)
    if let body = attack.body {
      question.headers.append(("Content-Type", "application/json"))
      question.body = Array(body.written.replacing(IsolationAttack.blank, with: name).utf8)
    }
    let bearer =
      switch attack.asker {
      case .administrator: administrator
      case .key(let number): keys[number]
      }
    let answer = try await stage.client.ask(question, bearing: bearer)
    stage.tally.add(1, "operations tried")
    try requireNone(of: [], in: answer, attack)
    return answer
  }

  private func requireNone(of names: [String], in answer: Prober.Answer, _ attack: IsolationAttack) throws {
    do {
      try requireNoTrace(
        of: sought + names.map { Spellings(of: "the name \($0) of the other's", $0) }, in: answer.evidence)
    } catch {
      stage.tally.add(1, "canaries found")
      throw error
    }
  }
}

extension LiveTenant {
  /// The name of nothing: a UUID of version 7 from a time long before there was any.
  static func absentID() -> String {
    func digits(_ count: Int) -> String {
      var chance = SystemRandomNumberGenerator()
      return String((0..<count).map { _ in Array("0123456789abcdef")[Int.random(in: 0...15, using: &chance)] })
    }
    return "00000001-\(digits(4))-7\(digits(3))-8\(digits(3))-\(digits(12))"
  }
}

extension Prober.Answer {
  /// What must not differ between what is another's and what isn't there. That a name is taken already says nothing of
  /// either: the second of two equal requests may be told so.
  func likeness(without name: String) -> [String] {
    if (200...299).contains(status) || status == 409 { return ["done, or done before"] }
    var members = tree.members
    members["request_id"] = nil
    return ["\(status)", JSON.object(members).written.replacing(name, with: "NAME")]
  }
}

extension JSON {
  /// Without what changes by looking.
  var lasting: JSON {
    switch self {
    case .object(var members):
      members["last_used_on"] = nil
      members["request_id"] = nil
      members["present_until"] = nil
      return .object(members.mapValues(\.lasting))
    case .list(let items): return .list(items.map(\.lasting))
    default: return self
    }
  }
}
