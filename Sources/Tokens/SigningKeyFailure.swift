/// What is wrong with the setting `VOICECORE_TOKEN_KEY`. Trying again doesn't help; the description says what does.
public struct SigningKeyFailure: Error, Equatable, Sendable {
  /// The kinds of mistake.
  public enum Fault: Error, Equatable, Sendable, CaseIterable {
    case missing, tooMany, notPrivate, notP256, unreadable, short, long, weak
  }

  /// Which of the setting's keys, from 1.
  public let key: Int
  public let fault: Fault

  init(key: Int, _ fault: Fault) {
    self.key = key
    self.fault = fault
  }
}

extension SigningKeyFailure: CustomStringConvertible {
  /// Names the setting and the remedy; holds nothing of the setting's value.
  public var description: String { "VOICECORE_TOKEN_KEY: \(complaint)" }

  private var complaint: String {
    switch fault {
    case .missing: "no key is given; give a P-256 private key in PEM or base64 of 32 random bytes"
    case .tooMany: "\(key) keys are given; at most \(SigningKeys.maximumCount) are taken"
    case .notPrivate: "key \(key) is PEM but no private key; give a P-256 private key"
    case .notP256: "key \(key) is no P-256 private key; make one with: openssl ecparam -name prime256v1 -genkey -noout"
    case .unreadable: "key \(key) is neither PEM nor base64"
    case .short:
      "key \(key) is too short; \(SigningKeys.minimumSecretBytes) bytes are needed: openssl rand -base64 32"
    case .long: "key \(key) is longer than \(SigningKeys.maximumSecretBytes) bytes"
    case .weak: "key \(key) was not drawn by chance; make one with: openssl rand -base64 32"
    }
  }
}
