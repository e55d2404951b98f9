import VoiceCore

extension Sample {
  /// One file that is waited for.
  static var exports: ExportShelf {
    guard let order = try? Export.Order(.calls, as: .csv, of: .always) else {
      preconditionFailure("a sample's order is one")
    }
    var shelf = ExportShelf()
    shelf.add(Export(id: id(1), order, askedAt: moment))
    return shelf
  }
}
