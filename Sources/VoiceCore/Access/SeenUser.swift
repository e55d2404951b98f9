/// A person of a tenant, as whoever may see them sees them.
public struct SeenUser: Equatable, Sendable {
  public let user: User
  /// To which they belong, by id.
  public let departments: [Department.ID]

  /// The user's.
  public var id: User.ID { user.id }

  /// A user who belongs there.
  public init(_ user: User, in departments: [Department.ID]) {
    self.user = user
    self.departments = departments
  }
}
