/// A caller who is called back instead of waiting: whose place it is, and where.
public struct CallBack: Equatable, Sendable, Codable {
  /// The key by which a caller asks for it while they wait.
  public static let key = DialKey("1")
  /// How often somebody is called back at most.
  public static let maximumTries = 3
  /// From one try to the next: longer than a call takes to be given up.
  public static let pause: Duration = .seconds(180)
  /// How long a place is kept for somebody who isn't on the line.
  public static let patience: Duration = .seconds(4 * 3600)

  /// The call in which they waited.
  public let call: Call.ID
  public let department: Department.ID

  /// A call back for a place in a queue.
  public init(for call: Call.ID, in department: Department.ID) {
    self.call = call
    self.department = department
  }
}
