import Testing
import VoiceCore

@Suite("A session and its refresh tokens")
struct SessionTests {
  let start = Timestamp(microseconds: 1_767_225_600_000_000)
  let keyed = KeyedDigest.folding("k")

  /// A session that was renewed so often, a minute apart, with the tokens that it had, the good one last.
  func renewed(_ times: Int) -> (session: Session, tokens: [RefreshToken]) {
    var tokens = [RefreshToken(family: "f", turn: "t")]
    var session = Session(
      id: Identifier(1), user: Identifier(2), family: digest("f"), first: digest("t"), startedAt: start)
    for number in 0..<times {
      let next = tokens[number].next(salt: "salt \(number)", by: keyed)
      session.evolve(
        .renewed(
          at: start + .seconds(60 * (number + 1)), used: digest(tokens[number].turn), salt: "salt \(number)",
          next: digest(next.turn)))
      tokens.append(next)
    }
    return (session, tokens)
  }

  func digest(_ text: String) -> TokenDigest { keyed.digest("kept|\(text)") }

  @Test func `of all tokens that there ever were, one renews, one is answered again for a moment, the rest end it`() {
    for times in 0...6 {
      let (session, tokens) = renewed(times)
      let now = session.renewedAt + .seconds(1)
      for (number, token) in tokens.enumerated() {
        let verdict = session.decide(shown: digest(token.turn), at: now)
        if number == times {
          #expect(verdict == .renew)
        } else if number == times - 1 {
          #expect(verdict == .repeatReply(salt: "salt \(number)"))
        } else {
          #expect(verdict == .reused)
        }
      }
      #expect(session.decide(shown: digest("never was"), at: now) == .reused)
    }
  }

  @Test func `the moment for a lost reply is half a minute, to the microsecond`() {
    let (session, tokens) = renewed(3)
    let end = session.renewedAt + Session.retryWindow
    #expect(session.decide(shown: digest(tokens[2].turn), at: end - .microseconds(1)) == .repeatReply(salt: "salt 2"))
    #expect(session.decide(shown: digest(tokens[2].turn), at: end) == .reused)
  }

  @Test func `unused for a week, or a month old, it is over whatever is shown`() {
    let (idle, tokens) = renewed(2)
    let end = idle.renewedAt + Session.longestIdleness
    #expect(idle.expiresAt == end)
    #expect(idle.decide(shown: digest(tokens[2].turn), at: end - .microseconds(1)) == .renew)
    for token in tokens { #expect(idle.decide(shown: digest(token.turn), at: end) == .expired) }

    var old = idle
    let late = start + Session.longestLife - .seconds(60)
    old.evolve(.renewed(at: late, used: digest("a"), salt: "s", next: digest("b")))
    #expect(old.expiresAt == start + Session.longestLife)
    #expect(old.decide(shown: digest("b"), at: start + Session.longestLife) == .expired)
  }

  @Test func `a token's next one is the same for the same salt and another for any other`() {
    let token = RefreshToken(family: "f", turn: "t")
    #expect(token.next(salt: "a", by: keyed) == token.next(salt: "a", by: keyed))
    let others = [
      token.next(salt: "b", by: keyed), token.next(salt: "a", by: .folding("another key")),
      RefreshToken(family: "g", turn: "t").next(salt: "a", by: keyed),
      RefreshToken(family: "f", turn: "u").next(salt: "a", by: keyed),
    ]
    #expect(!others.map(\.turn).contains(token.next(salt: "a", by: keyed).turn))
  }

  @Test(arguments: ["", "vcr_", "vcr_a", "vcr_a.", "vcr_.b", "vcr_a.b.c", "a.b", "VCR_a.b", "vcr_a.b" + "x".repeated])
  func `what has another shape is no refresh token`(text: String) { #expect(RefreshToken(text) == nil) }

  @Test func `a refresh token reads what it wrote and shows nothing of it`() {
    let token = RefreshToken(family: "hidden", turn: "concealed")
    #expect(RefreshToken(token.text) == token)
    for shown in ["\(token)", String(reflecting: token), dumped(token)] {
      #expect(!shown.contains("hidden") && !shown.contains("concealed"))
    }
  }
}

extension String {
  fileprivate var repeated: String { String(repeating: self, count: 300) }
}
