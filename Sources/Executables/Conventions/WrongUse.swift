/// Settings or arguments that are wrong, all at once: exit code 2.
public protocol WrongUse: Error {
  /// What is wrong and its remedy, a line each.
  var lines: [String] { get }
}
