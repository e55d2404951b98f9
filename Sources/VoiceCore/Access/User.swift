/// A person who signs in. One e-mail address may be known to several tenants; a user belongs to one.
public struct User: Equatable, Sendable, Codable {
  /// Names one user.
  public typealias ID = Identifier<User>

  public let id: ID
  public let email: EmailAddress
  public var name: String
  public var role: Role
  /// What the password is checked against; the password itself is never kept.
  public var password: PasswordVerifier

  /// A user with this role.
  public init(id: ID, email: EmailAddress, name: String, role: Role, password: PasswordVerifier) {
    self.id = id
    self.email = email
    self.name = name
    self.role = role
    self.password = password
  }
}
