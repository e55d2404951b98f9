import Sealing
import Testing
import VoiceCore

@Suite("Passwords kept as scrypt")
struct ScryptPasswordsTests {
  let passwords = ScryptPasswords(cost: .cheapForTests)

  @Test func `the right password opens, another does not`() async throws {
    let verifier = try await passwords.verifier(for: "correct horse")
    #expect(try await passwords.verify("correct horse", against: verifier))
    #expect(try await !passwords.verify("correct horsf", against: verifier))
    #expect(try await !passwords.verify("", against: verifier))
  }

  @Test func `two verifiers of one password differ`() async throws {
    let first = try await passwords.verifier(for: "same")
    let second = try await passwords.verifier(for: "same")
    #expect(first.text != second.text)
  }

  @Test func `a verifier names its algorithm and cost and shows nothing when printed`() async throws {
    let verifier = try await passwords.verifier(for: "secret word")
    #expect(verifier.text.hasPrefix("scrypt$16$1$1$"))
    #expect(verifier.text.split(separator: "$").count == 6)
    #expect("\(verifier)" == "password verifier")
  }

  @Test func `the published vector verifies`() async throws {
    // RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", N=16384, r=8, p=1), first 32 of 64 bytes.
    let verifier = PasswordVerifier(
      text: "scrypt$16384$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=")
    #expect(try await passwords.verify("pleaseletmein", against: verifier))
    #expect(try await !passwords.verify("pleaseletmeout", against: verifier))
  }

  @Test func `no verifier is never right`() async throws {
    #expect(try await !passwords.verify("anything", against: nil))
  }

  @Test(arguments: [
    "", "scrypt", "plain$x", "scrypt$16$1$1$$", "scrypt$17$1$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
    "scrypt$1073741824$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
    "scrypt$16$1$1$not base64$AAAAAAAAAAAAAAAAAAAAAA==",
  ])
  func `a verifier that can't be read or costs too much is never right`(text: String) async throws {
    #expect(try await !passwords.verify("anything", against: PasswordVerifier(text: text)))
  }

  @Test func `the empty password opens nothing, not even its own verifier`() async throws {
    let verifier = try await passwords.verifier(for: "")
    #expect(try await !passwords.verify("", against: verifier))
  }

  @Test func `a password longer than the limit is refused before any work`() async throws {
    let longest = String(repeating: "a", count: ScryptPasswords.maximumBytes)
    let verifier = try await passwords.verifier(for: longest)
    #expect(try await passwords.verify(longest, against: verifier))
    await #expect(throws: PasswordFailure.tooLong) { try await passwords.verifier(for: longest + "a") }
    await #expect(throws: PasswordFailure.tooLong) { try await passwords.verify(longest + "a", against: verifier) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `more at once than the bound are refused, and the rest are served`() async throws {
    let slow = try #require(ScryptCost(rounds: 1 << 14, blockSize: 8, parallelism: 1))
    let narrow = ScryptPasswords(cost: slow, threads: 1, waiting: 1)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<24 {
        group.addTask { (try? await narrow.verifier(for: "x")) != nil }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.contains(true))
    #expect(outcomes.contains(false))
    // The places are given back.
    _ = try await narrow.verifier(for: "x")
  }
}
