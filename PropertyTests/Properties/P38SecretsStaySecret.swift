import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P38-secrets-stay-secret.md
  static let p38SecretsStaySecret = VerifiedProperty(
    number: 38, title: "Secrets stay secret",
    core: {
      Property(
        38, "Secrets stay secret", for: .sampleSecret, labels: { [$0.kind.rawValue] }, coverage: P38.coverage
      ) { secret in
        try requireNoTrace(
          of: [Spellings(of: "a secret (\(secret.kind.rawValue))", secret.text)], in: P38.told(of: secret.text))
      }
    },
    store: nil)
}

private enum P38 {
  static let coverage = SampleSecret.Kind.allCases.map { Coverage($0.rawValue, atLeast: 5) }

  /// Everything that a line or an error could show of a value that holds the secret.
  static func told(of secret: String) -> [Evidence] {
    let keyed = KeyedDigest { _ in TokenDigest(hex: "00") }
    return told(Redacted.secret(secret)) + told(Redacted.secret(Array(secret.utf8))) + told(Redacted.content(secret))
      + told(Redacted.name(secret)) + told(APIKeySecret(random: secret)) + told(PasswordVerifier(text: secret))
      + told(RefreshToken(family: secret, turn: "a")) + told(RefreshToken(family: "a", turn: secret))
      + told(IssuedTokens(accessToken: secret, expiresIn: .seconds(1), refreshToken: secret))
      + told(SignInDevice(random: secret, of: Identifier(1), in: Identifier(2), by: keyed))
      + told(WrappedKey(number: 1, masterKeyID: "a", bytes: Array(secret.utf8)))
  }

  private static func told<Value>(_ value: Value) -> [Evidence] {
    var dumped = ""
    dump(value, to: &dumped)
    let kind = "\(Value.self)"
    return [
      Evidence("\(kind) in a text", "\(value)"), Evidence("\(kind) reflected", String(reflecting: value)),
      Evidence("\(kind) dumped", dumped), Evidence("\(kind) in a list", "\([value])"),
      Evidence("\(kind) as optional", "\(Optional(value) as Any)"),
    ]
  }
}
