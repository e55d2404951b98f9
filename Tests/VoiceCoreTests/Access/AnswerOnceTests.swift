import Testing
import VoiceCore

@Suite("A request is carried out once")
struct AnswerOnceTests {
  private let place = TokenDigest(hex: "aa")
  private let asked = TokenDigest(hex: "bb")
  private let answer = KeptAnswer.Answer(status: 201, fields: [.init("Location", "/1")], body: [1])

  private func once(_ office: Office) -> AnswerOnce {
    AnswerOnce(store: office.store, time: office.time, ids: office.ids)
  }

  private func begun(_ turn: AnswerOnce.Turn) -> KeptAnswer? {
    if case .carryOut(let begun) = turn { begun } else { nil }
  }

  @Test func `the second one waits for the first, and hears what it was told`() async throws {
    let office = try await Office()
    let once = once(office)
    let first = try #require(begun(try await once.begin(at: place, asking: asked, in: office.tenant)))
    #expect(try await once.begin(at: place, asking: asked, in: office.tenant) == .underWay(for: KeptAnswer.patience))
    #expect(try await once.begin(at: place, asking: TokenDigest(hex: "cc"), in: office.tenant) == .otherRequest)
    try await once.finish(first, with: answer, in: office.tenant)
    #expect(try await once.begin(at: place, asking: asked, in: office.tenant) == .repeatAnswer(answer))
    office.time.advance(by: KeptAnswer.lifetime)
    let next = try #require(begun(try await once.begin(at: place, asking: asked, in: office.tenant)))
    #expect(next.seed != first.seed)
  }

  @Test func `what somebody died of is taken up under the same seed, and who comes back late changes nothing`()
    async throws
  {
    let office = try await Office()
    let once = once(office)
    let dead = try #require(begun(try await once.begin(at: place, asking: asked, in: office.tenant)))
    office.time.advance(by: KeptAnswer.patience)
    let heir = try #require(begun(try await once.begin(at: place, asking: asked, in: office.tenant)))
    #expect(heir.seed == dead.seed && heir.since != dead.since)
    try await once.finish(dead, with: nil, in: office.tenant)
    try await once.finish(heir, with: answer, in: office.tenant)
    #expect(try await once.begin(at: place, asking: asked, in: office.tenant) == .repeatAnswer(answer))
  }

  @Test func `what came to nothing frees its key, and what is too long isn't kept`() async throws {
    let office = try await Office()
    let once = once(office)
    let long = [UInt8](repeating: 1, count: KeptAnswer.maximumBytes + 1)
    for answer in [nil, KeptAnswer.Answer(status: 201, fields: [], body: long)] {
      let begun = try #require(begun(try await once.begin(at: place, asking: asked, in: office.tenant)))
      try await once.finish(begun, with: answer, in: office.tenant)
      #expect(office.store.count("kept_answers", of: office.tenant) == 0)
    }
  }

  @Test func `many that come at once are carried out once`() async throws {
    let office = try await Office(pause: { await Task.yield() })
    let once = once(office)
    let turns = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          let turn = try? await once.begin(at: place, asking: asked, in: office.tenant)
          return turn.flatMap(begun) != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(turns == 1)
  }

  @Test func `old ones go, and there are never many more than may be`() async throws {
    let office = try await Office()
    let once = once(office)
    for number in 0..<1200 {
      _ = try await once.begin(at: TokenDigest(hex: "\(number)"), asking: asked, in: office.tenant)
    }
    #expect((1000...1064).contains(office.store.count("kept_answers", of: office.tenant)))
    office.time.advance(by: KeptAnswer.lifetime)
    for number in 0..<300 {
      _ = try await once.begin(at: TokenDigest(hex: "n\(number)"), asking: asked, in: office.tenant)
    }
    #expect(office.store.count("kept_answers", of: office.tenant) <= 300)
  }
}
