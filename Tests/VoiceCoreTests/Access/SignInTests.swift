import Synchronization
import Testing
import VoiceCore

@Suite("Signing in")
struct SignInTests {
  func credentials(
    _ password: String = Office.password, email: String = "ben@one.example", domain: String = "one.example",
    device: String? = nil
  ) -> SignIn.Credentials {
    SignIn.Credentials(domain: domain, email: email, password: password, device: device)
  }

  /// What happened to an attempt, in one word or a number of seconds.
  func outcome(_ office: Office, _ given: SignIn.Credentials) async -> String {
    do throws(SignInFailure) {
      _ = try await office.signIn(given)
      return "in"
    } catch {
      switch error {
      case .refused: return "refused"
      case .tryLater(let span): return "\(span.components.seconds)"
      case .unavailable: return "unavailable"
      }
    }
  }

  @Test func `the right password gives both tokens, and the refresh token renews`() async throws {
    let office = try await Office()
    let signedIn = try await office.signIn(credentials())
    #expect(signedIn.tokens.accessToken == "\(office.agent.id) agent \(office.tenant)")
    #expect(signedIn.tokens.expiresIn == .seconds(900))
    _ = try await office.refresh(signedIn.tokens.refreshToken)
  }

  @Test func `unknown domain, unknown address and wrong password get the same answers and delays`() async throws {
    let kinds = [
      credentials("wrong"), credentials(email: "nobody@one.example"), credentials(domain: "nowhere.example"),
      credentials(email: "no address"), credentials(domain: "-"),
    ]
    var histories: [[String]] = []
    for given in kinds {
      let office = try await Office()
      var history: [String] = []
      for _ in 1...20 {
        let answer = await outcome(office, given)
        history.append(answer)
        if let seconds = Int(answer) { office.time.advance(by: .seconds(seconds)) }
      }
      #expect(office.passwords.checked.withLock { $0 } == history.count { $0 == "refused" })
      histories.append(history)
    }
    #expect(Set(histories).count == 1)
    #expect(histories[0].prefix(8) == ["refused", "refused", "refused", "refused", "1", "refused", "2", "refused"])
  }

  @Test func `an unknown domain writes to no tenant`() async throws {
    let office = try await Office()
    _ = await outcome(office, credentials(domain: "nowhere.example"))
    #expect(office.store.count("sign_in_guards", of: office.tenant) == 0)
    #expect(office.store.count("sign_in_guards", of: Tenant.nobody) == 1)
  }

  @Test func `what is tried during a delay is not looked at and doesn't make it longer`() async throws {
    let office = try await Office()
    for _ in 1...6 { await passDelay(office) { await outcome(office, credentials("wrong")) } }
    let checked = office.passwords.checked.withLock { $0 }
    let wait = await outcome(office, credentials())
    for _ in 1...50 { #expect(await outcome(office, credentials("wrong")) == wait) }
    #expect(office.passwords.checked.withLock { $0 } == checked)
    office.time.advance(by: .seconds(try #require(Int(wait))))
    #expect(await outcome(office, credentials()) == "in")
    #expect(await outcome(office, credentials("wrong")) == "refused")
  }

  @Test func `after any number of failures the right password enters within a quarter of an hour`() async throws {
    let office = try await Office()
    for _ in 1...30 { await passDelay(office) { await outcome(office, credentials("wrong")) } }
    #expect(await outcome(office, credentials()) == "900")
    office.time.advance(by: SignInGuard.longestDelay)
    #expect(await outcome(office, credentials()) == "in")
    #expect(office.notices.all.first == .signInSlowed(office.agent.id, of: office.tenant))
  }

  @Test func `a stranger who never lets go keeps the owner's own device from nothing`() async throws {
    let office = try await Office()
    let device = try await office.signIn(credentials()).device.text
    for _ in 1...30 { await passDelay(office) { await outcome(office, credentials("wrong")) } }
    #expect(await outcome(office, credentials()) == "900")
    #expect(await outcome(office, credentials(device: device)) == "in")
    // And a device gives no free guesses beyond its own.
    for _ in 1...4 { #expect(await outcome(office, credentials("wrong", device: device)) == "refused") }
    #expect(await outcome(office, credentials(device: device)) == "1")
  }

  @Test func `another account's device, or one that was changed, counts for nothing`() async throws {
    let office = try await Office()
    let device = try await office.signIn(credentials(email: "ada@one.example")).device.text
    for _ in 1...4 { _ = await outcome(office, credentials("wrong")) }
    for shown in [device, device + "0", "", ".", "a.b", String(device.dropLast())] {
      #expect(await outcome(office, credentials(device: shown)) == "1")
    }
  }

  @Test func `letter case makes no second place for an account`() async throws {
    let office = try await Office()
    for email in ["ben@one.example", "Ben@one.example", "BEN@ONE.EXAMPLE", "ben@ONE.example"] {
      _ = await outcome(office, credentials("wrong", email: email))
    }
    #expect(await outcome(office, credentials(domain: "ONE.example")) == "1")
  }

  @Test func `a hundred guesses at once are four guesses`() async throws {
    let office = try await Office(pause: { await Task.yield() })
    let signIn = office.signIn
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask { _ = try? await signIn(credentials("guess \(number)")) }
      }
    }
    #expect((1...4).contains(office.passwords.checked.withLock { $0 }))
  }

  @Test func `being too busy to check costs nobody anything`() async throws {
    let office = try await Office()
    office.passwords.isBusy.withLock { $0 = true }
    for _ in 1...20 { #expect(await outcome(office, credentials()) == "unavailable") }
    office.passwords.isBusy.withLock { $0 = false }
    #expect(await outcome(office, credentials()) == "in")
    office.store.set(isAway: true)
    #expect(await outcome(office, credentials()) == "unavailable")
  }

  @Test func `a user has twenty sessions; the one unused for longest makes room`() async throws {
    let office = try await Office()
    var tokens: [String] = []
    for _ in 0...Session.maximumPerUser {
      office.time.advance(by: .seconds(60))
      tokens.append(try await office.signIn(credentials()).tokens.refreshToken)
    }
    #expect(office.store.count("sessions", of: office.tenant) == Session.maximumPerUser)
    await #expect(throws: SessionFailure.refused) { try await office.refresh(tokens[0]) }
    _ = try await office.refresh(tokens[1])
  }

  @Test func `neither rows nor descriptions hold what was given or handed out`() async throws {
    let office = try await Office()
    _ = await outcome(office, credentials("a secret guess", email: "somebody@one.example"))
    let signedIn = try await office.signIn(credentials())
    let rows = office.store.everything.joined(separator: "\n")
    let token = try #require(RefreshToken(signedIn.tokens.refreshToken))
    for hidden in [token.family, token.turn, signedIn.device.text, "a secret guess", "somebody"] {
      #expect(!rows.contains(hidden))
      #expect(!"\(signedIn)\(dumped(signedIn))".contains(hidden))
    }
  }

  /// Tries, and when there is a delay, waits it out and tries again.
  func passDelay(_ office: Office, _ attempt: () async -> String) async {
    guard let seconds = Int(await attempt()) else { return }
    office.time.advance(by: .seconds(seconds))
    _ = await attempt()
  }
}

extension Office {
  var signIn: SignIn {
    SignIn(
      store: store, time: time, ids: ids, secrets: secrets, keyed: keyed, passwords: passwords, tokens: SpokenTokens(),
      notices: notices.port)
  }
}
