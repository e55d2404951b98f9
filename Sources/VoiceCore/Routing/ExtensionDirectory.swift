/// Whom a tenant's extensions reach. Looking one up compares a logarithmic number of texts.
public struct ExtensionDirectory: Sendable {
  /// The most extensions of a tenant.
  public static let maximumExtensions = 10_000

  /// Whom an extension reaches.
  public enum Owner: Hashable, Sendable, Codable {
    case agent(Agent.ID)
    case department(Department.ID)
  }

  /// In the order of the extensions, in which those that begin alike stand together.
  private let entries: [(number: Extension, owner: Owner)]

  /// A directory.
  /// - Throws: `extension`: `.taken` when two have the same, `.tooMany`.
  public init(_ entries: [(Extension, Owner)]) throws(RefusedSetting) {
    guard entries.count <= Self.maximumExtensions else {
      throw RefusedSetting("extension", .tooMany(Self.maximumExtensions))
    }
    let sorted = entries.sorted { $0.0 < $1.0 }
    for (one, next) in zip(sorted, sorted.dropFirst()) where one.0 == next.0 {
      throw RefusedSetting("extension", .taken)
    }
    self.entries = sorted.map { (number: $0.0, owner: $0.1) }
  }

  private init() { entries = [] }

  /// Nobody has an extension.
  public static let empty = ExtensionDirectory()

  /// What digits that were dialled so far mean.
  public struct Match: Equatable, Sendable {
    /// Who has exactly these digits.
    public let owner: Owner?
    /// A longer extension begins with them: it isn't known yet whether they are complete.
    public let mayGoOn: Bool
  }

  /// What these digits mean.
  public func match(_ digits: String) -> Match {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number.digits < digits { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count else { return Match(owner: nil, mayGoOn: false) }
    let isThere = entries[low].number.digits == digits
    let next = isThere ? low + 1 : low
    return Match(
      owner: isThere ? entries[low].owner : nil,
      mayGoOn: next < entries.count && entries[next].number.digits.hasPrefix(digits))
  }
}
