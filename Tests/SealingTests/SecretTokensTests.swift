import Sealing
import Testing
import VoiceCore

@Suite("Secret tokens")
struct SecretTokensTests {
  @Test func `a secret is url-safe, 256 bits long and never the same`() {
    let tokens = SecretTokens.random()
    let made = (0..<100).map { _ in tokens.make() }
    #expect(Set(made).count == made.count)
    for secret in made {
      #expect(secret.utf8.count == 43)
      #expect(secret.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }
  }

  @Test func `the digest is SHA-256 in hexadecimal`() {
    // FIPS 180-2, appendix B.1.
    #expect(
      SecretTokens.random().digest("abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `the system's chance differs from draw to draw`() {
    #expect(Set((0..<100).map { _ in Chance.system.next() }).count == 100)
  }
}
