/// That a user belongs to a department: sees what is in it and in those below (property 19). A user may belong to several.
public struct Membership: Hashable, Sendable, Codable {
  public let user: User.ID
  public let department: Department.ID

  /// The membership of a user in a department.
  public init(of user: User.ID, in department: Department.ID) {
    self.user = user
    self.department = department
  }
}
