import Foundation
import Testing
import Web

/// JSON as a tree, for looking at answers.
enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSON.self, from: Data(bytes)) }

  init(_ text: String) throws { try self.init(Array(text.utf8)) }

  subscript(_ name: String) -> JSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  var members: [String: JSON] {
    if case .object(let members) = self { members } else { [:] }
  }

  var items: [JSON] {
    if case .list(let items) = self { items } else { [] }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}

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
