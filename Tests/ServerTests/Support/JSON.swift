@_exported import DocumentedAPI
import Foundation
import Testing
import Web

extension Response {
  /// The body as a tree.
  var tree: JSON { get throws { try JSON(body) } }

  /// Status and title of a problem document, and the field it names.
  var problem: String {
    let tree = try? self.tree
    let field = tree?["field"]?.text.map { " (\($0))" } ?? ""
    return "\(status.code) \(tree?["title"]?.text ?? "?")\(field)"
  }
}
