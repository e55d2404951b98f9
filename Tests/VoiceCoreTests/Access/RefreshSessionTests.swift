import Testing
import VoiceCore

@Suite("Renewing and ending a session")
struct RefreshSessionTests {
  @Test func `a token gives the next one, and that one the next`() async throws {
    let office = try await Office()
    var token = try await office.session(of: office.agent).text
    var seen: Set<String> = [token]
    for _ in 1...5 {
      office.time.advance(by: .seconds(600))
      let issued = try await office.refresh(token)
      #expect(issued.accessToken == "\(office.agent.id) agent \(office.tenant)")
      token = issued.refreshToken
      seen.insert(token)
    }
    #expect(seen.count == 6)
    #expect(office.store.count("sessions", of: office.tenant) == 1)
  }

  @Test func `a used token that is shown again ends the session for its owner too, and is told on`() async throws {
    let office = try await Office()
    let first = try await office.session(of: office.agent).text
    let second = try await office.refresh(first).refreshToken
    office.time.advance(by: Session.retryWindow)
    await #expect(throws: SessionFailure.refused) { try await office.refresh(first) }
    await #expect(throws: SessionFailure.refused) { try await office.refresh(second) }
    #expect(office.store.count("sessions", of: office.tenant) == 0)
    let told = try #require(office.notices.all.first)
    guard case .refreshTokenReused(_, office.agent.id, of: office.tenant) = told else {
      Issue.record("told \(told)")
      return
    }
    #expect(office.notices.all.count == 1)
  }

  @Test func `a client whose reply was lost gets the same token again and goes on`() async throws {
    let office = try await Office()
    let first = try await office.session(of: office.agent).text
    let second = try await office.refresh(first)
    office.time.advance(by: .seconds(29))
    #expect(try await office.refresh(first) == second)
    #expect(try await office.refresh(first) == second)
    let third = try await office.refresh(second.refreshToken)
    office.time.advance(by: .seconds(1))
    #expect(try await office.refresh(second.refreshToken) == third)
    #expect(office.notices.all.isEmpty)
  }

  @Test func `a thief who is as quick as a lost reply is found out when both go on`() async throws {
    let office = try await Office()
    let stolen = try await office.session(of: office.agent).text
    let owners = try await office.refresh(stolen).refreshToken
    let thiefs = try await office.refresh(stolen).refreshToken
    office.time.advance(by: .seconds(600))
    _ = try await office.refresh(owners)
    office.time.advance(by: .seconds(600))
    await #expect(throws: SessionFailure.refused) { try await office.refresh(thiefs) }
    #expect(office.store.count("sessions", of: office.tenant) == 0)
  }

  @Test func `a token two steps back gets no second answer, however quick it is`() async throws {
    let office = try await Office()
    let first = try await office.session(of: office.agent).text
    let second = try await office.refresh(first).refreshToken
    _ = try await office.refresh(second)
    await #expect(throws: SessionFailure.refused) { try await office.refresh(first) }
    #expect(office.notices.all.count == 1)
  }

  @Test func `many at once with one token all get the same next one`() async throws {
    let office = try await Office(pause: { await Task.yield() })
    let first = try await office.session(of: office.agent).text
    let refresh = office.refresh
    let answers = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<8 { group.addTask { try? await refresh(first).refreshToken } }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(answers.count == 8 && Set(answers).count == 1 && answers[0] != nil)
  }

  @Test func `the role is read anew`() async throws {
    let office = try await Office()
    let token = try await office.session(of: office.agent).text
    try await office.changeRole(of: office.agent.id, to: .supervisor, by: office.boss, in: office.tenant)
    #expect(try await office.refresh(token).accessToken == "\(office.agent.id) supervisor \(office.tenant)")
  }

  @Test func `a session that is too old, unknown or of a removed user renews nothing`() async throws {
    let office = try await Office()
    let token = try await office.session(of: office.agent)
    for other in ["", "vcr_a.b", RefreshToken(family: "secret", turn: token.turn).text] {
      await #expect(throws: SessionFailure.refused) { try await office.refresh(other) }
    }
    office.time.advance(by: Session.longestIdleness)
    await #expect(throws: SessionFailure.refused) { try await office.refresh(token.text) }
    #expect(office.store.count("sessions", of: office.tenant) == 0)
    #expect(office.notices.all.isEmpty)

    let removed = try await office.session(of: office.agent).text
    try await office.removeUser(office.agent.id, by: office.boss, in: office.tenant)
    await #expect(throws: SessionFailure.refused) { try await office.refresh(removed) }
  }

  @Test func `signing out ends the session by any of its tokens, and twice is as good as once`() async throws {
    let office = try await Office()
    let first = try await office.session(of: office.agent).text
    let second = try await office.refresh(first).refreshToken
    let other = try await office.session(of: office.agent).text
    for _ in 1...2 { try await office.signOut(first) }
    try await office.signOut("no token")
    await #expect(throws: SessionFailure.refused) { try await office.refresh(second) }
    _ = try await office.refresh(other)
  }

  @Test func `while the store is away nothing is used up`() async throws {
    let office = try await Office()
    let token = try await office.session(of: office.agent).text
    office.store.set(isAway: true)
    await #expect(throws: SessionFailure.unavailable) { try await office.refresh(token) }
    await #expect(throws: SessionFailure.unavailable) { try await office.signOut(token) }
    office.store.set(isAway: false)
    _ = try await office.refresh(token)
  }

  @Test func `no row holds a refresh token or half of one`() async throws {
    let office = try await Office()
    let token = try await office.session(of: office.agent)
    let next = try #require(RefreshToken(try await office.refresh(token.text).refreshToken))
    let rows = office.store.everything.joined(separator: "\n")
    for secret in [token.family, token.turn, next.turn] { #expect(!rows.contains(secret)) }
  }
}
