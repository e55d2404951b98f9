/// A map in the order of its keys, as a tree of arrays. A copy is as good as free, and shares all that neither side has
/// changed since; one that nobody else holds is changed in place. Look-ups and changes take logarithmic time.
///
/// A B+ tree (Comer, "The Ubiquitous B-Tree", 1979), but that a leaf goes only when it is empty: deletion stays simple,
/// and the tables here lose few rows without gaining others.
package struct OrderedMap<Key: Comparable & Sendable, Value: Sendable>: Sendable {
  /// A node splits when it has more entries. Small enough to copy, large enough to keep the tree flat.
  private static var capacity: Int { 32 }

  private struct Node: Sendable {
    /// A leaf's keys; of an inner node, a lower bound of each child's.
    var keys: [Key] = []
    /// A leaf's values.
    var values: [Value] = []
    /// An inner node's children.
    var children: [Node] = []

    var isLeaf: Bool { children.isEmpty }

    /// The first entry whose key isn't less.
    func lowerBound(_ key: Key) -> Int {
      var low = 0
      var high = keys.count
      while low < high {
        let middle = (low + high) / 2
        if keys[middle] < key { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// The child that has the key, if any has.
    func child(for key: Key) -> Int {
      let bound = lowerBound(key)
      return bound < keys.count && keys[bound] == key ? bound : max(0, bound - 1)
    }
  }

  private var root = Node()
  package private(set) var count = 0

  /// A map without entries.
  package init() {}

  /// The value of a key; setting `nil` takes it out.
  package subscript(key: Key) -> Value? {
    get {
      var node = root
      while !node.isLeaf { node = node.children[node.child(for: key)] }
      let index = node.lowerBound(key)
      return index < node.keys.count && node.keys[index] == key ? node.values[index] : nil
    }
    set {
      guard let newValue else { return remove(key) }
      if let (bound, sibling) = Self.insert(newValue, at: key, in: &root, &count) {
        let first = root.keys.first ?? key
        root = Node(keys: [first, bound], children: [root, sibling])
      }
    }
  }

  /// Visits entries in ascending order, from the first whose key isn't less than this (`nil`: from the first of all),
  /// until the visitor says `false`.
  package func ascend(from key: Key? = nil, _ visit: (Key, Value) -> Bool) { _ = ascend(root, from: key, visit) }

  /// Visits entries in descending order, from the last whose key is less than this (`nil`: from the last of all), until
  /// the visitor says `false`.
  package func descend(below key: Key? = nil, _ visit: (Key, Value) -> Bool) { _ = descend(root, below: key, visit) }

  private static func insert(
    _ value: Value, at key: Key, in node: inout Node, _ count: inout Int
  ) -> (Key, Node)? {
    if node.isLeaf {
      let index = node.lowerBound(key)
      if index < node.keys.count, node.keys[index] == key {
        node.values[index] = value
        return nil
      }
      node.keys.insert(key, at: index)
      node.values.insert(value, at: index)
      count += 1
    } else {
      let index = node.child(for: key)
      if key < node.keys[index] { node.keys[index] = key }
      if let (bound, sibling) = insert(value, at: key, in: &node.children[index], &count) {
        node.keys.insert(bound, at: index + 1)
        node.children.insert(sibling, at: index + 1)
      }
    }
    guard node.keys.count > capacity else { return nil }
    // Keys mostly come in ascending order (times, ordinals): then the left half stays nearly full.
    let isAppended = node.keys[node.keys.count - 1] == key
    let middle = isAppended ? node.keys.count - 2 : node.keys.count / 2
    var sibling = Node(keys: Array(node.keys[middle...]))
    node.keys.removeSubrange(middle...)
    if node.isLeaf {
      sibling.values = Array(node.values[middle...])
      node.values.removeSubrange(middle...)
    } else {
      sibling.children = Array(node.children[middle...])
      node.children.removeSubrange(middle...)
    }
    return (sibling.keys[0], sibling)
  }

  private mutating func remove(_ key: Key) {
    Self.remove(key, in: &root, &count)
    while root.children.count == 1 { root = root.children[0] }
    if root.keys.isEmpty { root = Node() }
  }

  private static func remove(_ key: Key, in node: inout Node, _ count: inout Int) {
    if node.isLeaf {
      let index = node.lowerBound(key)
      guard index < node.keys.count, node.keys[index] == key else { return }
      node.keys.remove(at: index)
      node.values.remove(at: index)
      count -= 1
    } else {
      let index = node.child(for: key)
      remove(key, in: &node.children[index], &count)
      guard node.children[index].keys.isEmpty else { return }
      node.keys.remove(at: index)
      node.children.remove(at: index)
    }
  }

  private func ascend(_ node: Node, from key: Key?, _ visit: (Key, Value) -> Bool) -> Bool {
    if node.isLeaf {
      for index in (key.map(node.lowerBound) ?? 0)..<node.keys.count
      where !visit(node.keys[index], node.values[index]) { return false }
      return true
    }
    let first = key.map(node.child) ?? 0
    for index in first..<node.children.count
    where !ascend(node.children[index], from: index == first ? key : nil, visit) { return false }
    return true
  }

  private func descend(_ node: Node, below key: Key?, _ visit: (Key, Value) -> Bool) -> Bool {
    if node.isLeaf {
      for index in (0..<(key.map(node.lowerBound) ?? node.keys.count)).reversed()
      where !visit(node.keys[index], node.values[index]) { return false }
      return true
    }
    let last = key.map(node.child) ?? node.children.count - 1
    for index in (0...last).reversed()
    where !descend(node.children[index], below: index == last ? key : nil, visit) { return false }
    return true
  }
}
