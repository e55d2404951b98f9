/// All exports of a tenant: one small row, so that what is decided about them is decided by one at a time.
public struct ExportShelf: Equatable, Sendable, Codable {
  /// How many may be waited for at once.
  public static let maximumOpen = 3
  /// How many files may be kept at once, those that are waited for among them.
  public static let maximumKept = 16
  /// How many are remembered; of those that are over the oldest are forgotten first.
  public static let maximumRemembered = 48

  /// In the order in which they were asked for.
  public private(set) var exports: [Export] = []

  /// That of a tenant who has asked for none.
  public init() {}

  /// The export of that name.
  public subscript(id: Export.ID) -> Export? { exports.first { $0.id == id } }

  /// How many are waited for.
  var open: Int { exports.count { $0.isOpen } }
  /// How many keep objects, or may.
  var kept: Int {
    exports.count { export in
      switch export.stage {
      case .waiting, .running, .ready: true
      case .failed, .expired: export.isLittered
      }
    }
  }

  /// Adds an export, and forgets the oldest of those that are over where there would be too many.
  public mutating func add(_ export: Export) {
    exports.append(export)
    while exports.count > Self.maximumRemembered,
      let oldest = exports.firstIndex(where: { export in
        switch export.stage {
        case .failed, .expired: !export.isLittered
        case .waiting, .running, .ready: false
        }
      })
    {
      exports.remove(at: oldest)
    }
  }

  /// Puts it in the place of the one of its name, if that is there.
  mutating func put(_ export: Export) {
    guard let index = exports.firstIndex(where: { $0.id == export.id }) else { return }
    exports[index] = export
  }
}
