import Testing
import Tokens

@Suite("The keys that sign access tokens")
struct SigningKeysTests {
  @Test func `a new key in PEM is read again`() throws {
    let keys = try SigningKeys(setting: SigningKeys.newKeyPEM())
    #expect("\(keys)" == "1 signing keys")
  }

  @Test func `several keys are separated by blank lines, whatever ends the lines`() throws {
    let text = KeyVectors.sec1P256 + "\r\n \r\n\r\n" + TokenVectors.secret + "\n\n" + SigningKeys.newKeyPEM() + "\n\n"
    #expect("\(try SigningKeys(setting: text))" == "3 signing keys")
    #expect("\(try SigningKeys(setting: text.replacing("\n", with: "\r\n")))" == "3 signing keys")
  }

  /// A wrong setting, shown by what is wrong with it.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let text: String
    let key: Int
    let fault: SigningKeyFailure.Fault
    var testDescription: String { "key \(key) \(fault)" }

    init(_ text: String, _ key: Int, _ fault: SigningKeyFailure.Fault) {
      self.text = text
      self.key = key
      self.fault = fault
    }
  }

  @Test(arguments: [
    Wrong("", 1, .missing),
    Wrong(" \n\n ", 1, .missing),
    Wrong("not base64!", 1, .unreadable),
    Wrong("c2hvcnQ=", 1, .short),
    Wrong("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 1, .weak),
    Wrong("c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", 1, .weak),
    Wrong(String(repeating: "QUJD", count: 400), 1, .long),
    Wrong(KeyVectors.publicP256, 1, .notPrivate),
    Wrong(KeyVectors.p384, 1, .notP256),
    Wrong("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", 1, .notP256),
    Wrong(KeyVectors.sec1P256 + "\n\nc2hvcnQ=", 2, .short),
    Wrong(Array(repeating: TokenVectors.secret, count: 9).joined(separator: "\n\n"), 9, .tooMany),
  ])
  func `a wrong setting is refused with the key's place and a remedy`(wrong: Wrong) throws {
    let error = try #require(throws: SigningKeyFailure.self) { try SigningKeys(setting: wrong.text) }
    #expect(error.key == wrong.key)
    #expect(error.fault == wrong.fault)
    #expect(error.description.hasPrefix("VOICECORE_TOKEN_KEY: "))
  }

  @Test func `no description shows a key`() throws {
    let keys = try SigningKeys(setting: TokenVectors.secret)
    var dumped = ""
    dump(keys, to: &dumped)
    #expect(!dumped.contains("SymmetricKey") && !dumped.contains("hs256"))
    #expect(!"\(String(reflecting: keys))".contains("hs256"))
  }
}
