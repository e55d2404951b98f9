/// What an account's device shows to be recognised: a random text and the server's keyed digest of it and the account.
/// Nothing of it is stored. It opens nothing; it only has its own failures counted apart.
public struct SignInDevice: Equatable, Sendable {
  /// What the device keeps: `random.digest`.
  public let text: String

  /// A new device of an account.
  public init(random: String, of user: User.ID, in tenant: Tenant.ID, by keyed: KeyedDigest) {
    text = "\(random).\(Self.mark(random, user, tenant, keyed).hex)"
  }

  /// A device that shows this text; `nil` when it isn't one of this account.
  public init?(_ text: String, of user: User.ID, in tenant: Tenant.ID, by keyed: KeyedDigest) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.utf8.count <= Self.maximumLength, parts.count == 2,
      TokenDigest(hex: String(parts[1])).matches(Self.mark(String(parts[0]), user, tenant, keyed))
    else { return nil }
    self.text = text
  }

  /// The longest text that is looked at.
  public static let maximumLength = 256

  private static func mark(
    _ random: String, _ user: User.ID, _ tenant: Tenant.ID, _ keyed: KeyedDigest
  ) -> TokenDigest {
    keyed.digest("sign-in device|\(tenant)|\(user)|\(random)")
  }
}

extension SignInDevice: CustomStringConvertible, CustomReflectable {
  /// Never the text.
  public var description: String { "sign-in device" }
  /// Reflection must not show it either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
