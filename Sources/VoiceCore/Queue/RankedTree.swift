/// Values in the order of their keys, with places: a persistent weight-balanced tree. A copy is free and shares all that
/// neither side has changed since; each operation compares a number of keys that grows with the logarithm of the count.
///
/// Balance as in Hirai and Yamamoto, "Balancing weight-balanced trees" (2011): a side weighs at most 3 times the other,
/// and a double rotation is taken from 2 on. No chance, no hash: the same operations make the same tree.
public struct RankedTree<Key: Comparable & Sendable, Value: Sendable>: Sendable {
  private final class Node: Sendable {
    let key: Key
    let value: Value
    let left: Node?
    let right: Node?
    let count: Int

    init(_ key: Key, _ value: Value, _ left: Node?, _ right: Node?) {
      self.key = key
      self.value = value
      self.left = left
      self.right = right
      count = 1 + (left?.count ?? 0) + (right?.count ?? 0)
    }
  }

  private static var heaviest: Int { 3 }
  private static var doubleFrom: Int { 2 }

  private var root: Node?

  /// An empty tree.
  public init() {}

  /// A tree of values whose keys rise from each to the next (a mistake of ours otherwise). Takes time in proportion.
  public init(rising entries: [(key: Key, value: Value)]) {
    precondition(zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }, "the keys rise")
    root = Self.balanced(entries[...])
  }

  private static func balanced(_ entries: ArraySlice<(key: Key, value: Value)>) -> Node? {
    guard !entries.isEmpty else { return nil }
    let middle = entries.startIndex + entries.count / 2
    return Node(
      entries[middle].key, entries[middle].value, balanced(entries[..<middle]), balanced(entries[(middle + 1)...]))
  }

  /// How many values there are.
  public var count: Int { root?.count ?? 0 }
  /// Whether there are none.
  public var isEmpty: Bool { root == nil }

  /// The value of a key.
  public subscript(key: Key) -> Value? {
    var next = root
    while let node = next {
      if key < node.key {
        next = node.left
      } else if node.key < key {
        next = node.right
      } else {
        return node.value
      }
    }
    return nil
  }

  /// The value with the least key.
  public var first: (key: Key, value: Value)? {
    var found = root
    while let left = found?.left { found = left }
    return found.map { ($0.key, $0.value) }
  }

  /// How many keys are less.
  public func place(of key: Key) -> Int {
    var place = 0
    var next = root
    while let node = next {
      if node.key < key {
        place += 1 + (node.left?.count ?? 0)
        next = node.right
      } else {
        next = node.left
      }
    }
    return place
  }

  /// Keeps a value, instead of the one that the key had.
  public mutating func set(_ key: Key, to value: Value) { root = Self.inserting(key, value, root) }

  /// Takes a value out; `nil` when the key has none.
  public mutating func remove(_ key: Key) -> Value? {
    guard let value = self[key] else { return nil }
    root = Self.removing(key, root)
    return value
  }

  /// The values in the order of their keys, as long as they are wanted.
  public func values(while isWanted: (Value) -> Bool = { _ in true }) -> [Value] {
    var values: [Value] = []
    var path: [Node] = []
    var next = root
    while true {
      while let node = next {
        path.append(node)
        next = node.left
      }
      guard let node = path.popLast(), isWanted(node.value) else { return values }
      values.append(node.value)
      next = node.right
    }
  }

  private static func inserting(_ key: Key, _ value: Value, _ node: Node?) -> Node {
    guard let node else { return Node(key, value, nil, nil) }
    if key < node.key { return balanced(node, inserting(key, value, node.left), node.right) }
    if node.key < key { return balanced(node, node.left, inserting(key, value, node.right)) }
    return Node(key, value, node.left, node.right)
  }

  /// The key is in the tree.
  private static func removing(_ key: Key, _ node: Node?) -> Node? {
    guard let node else { return nil }
    if key < node.key { return balanced(node, removing(key, node.left), node.right) }
    if node.key < key { return balanced(node, node.left, removing(key, node.right)) }
    return joined(node.left, node.right)
  }

  private static func joined(_ left: Node?, _ right: Node?) -> Node? {
    guard let left else { return right }
    guard let right else { return left }
    let (least, rest) = removingFirst(right)
    return balanced(least, left, rest)
  }

  private static func removingFirst(_ node: Node) -> (least: Node, rest: Node?) {
    guard let left = node.left else { return (node, node.right) }
    let (least, rest) = removingFirst(left)
    return (least, balanced(node, rest, node.right))
  }

  private static func weight(_ node: Node?) -> Int { 1 + (node?.count ?? 0) }

  /// The entry of `top` above two sides of which one may be a little too heavy.
  private static func balanced(_ top: Node, _ left: Node?, _ right: Node?) -> Node {
    if let right, weight(right) > heaviest * weight(left) {
      guard let inner = right.left, weight(inner) >= doubleFrom * weight(right.right) else {
        return Node(right.key, right.value, Node(top.key, top.value, left, right.left), right.right)
      }
      return Node(
        inner.key, inner.value, Node(top.key, top.value, left, inner.left),
        Node(right.key, right.value, inner.right, right.right))
    }
    if let left, weight(left) > heaviest * weight(right) {
      guard let inner = left.right, weight(inner) >= doubleFrom * weight(left.left) else {
        return Node(left.key, left.value, left.left, Node(top.key, top.value, left.right, right))
      }
      return Node(
        inner.key, inner.value, Node(left.key, left.value, left.left, inner.left),
        Node(top.key, top.value, inner.right, right))
    }
    return Node(top.key, top.value, left, right)
  }
}
