/// The time in which an entry may be told: from a moment on, until another, or both; without either, always.
public struct KnowledgeValidity: Hashable, Sendable, Codable {
  /// The first moment.
  public let from: Timestamp?
  /// The first moment after it.
  public let until: Timestamp?

  /// No end either way.
  public static let always = KnowledgeValidity(known: nil, nil)

  /// - Throws: `.emptyTime` for a time that ends before it begins, or as it begins.
  public init(from: Timestamp?, until: Timestamp?) throws(RefusedSetting) {
    if let from, let until, until <= from { throw RefusedSetting("valid_until", .emptyTime) }
    self.init(known: from, until)
  }

  private init(known from: Timestamp?, _ until: Timestamp?) {
    self.from = from
    self.until = until
  }

  /// Whether the moment lies in it.
  public func covers(_ moment: Timestamp) -> Bool {
    if let from, moment < from { return false }
    if let until, moment >= until { return false }
    return true
  }
}
