/// Decodes what it draws.
final class DrawingDecoder: Decoder {
  /// Records within records.
  static let deepest = 24
  /// From this level on there are no further elements and optional parts.
  static let levelsWithParts = 5
  static let elements = 0...5

  private let source: UnsafeMutablePointer<ChoiceSource>
  private let parts: [ObjectIdentifier: DerivedPart]
  private var level = 0
  /// The case of the enum that is decoded now.
  private var chosenCase: String?

  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  /// - Parameter source: Outlives the decoder.
  init(_ source: UnsafeMutablePointer<ChoiceSource>, _ parts: [ObjectIdentifier: DerivedPart]) {
    self.source = source
    self.parts = parts
  }

  private var mayGrow: Bool { level <= Self.levelsWithParts }

  func value<Part: Decodable>(of type: Part.Type) throws -> Part {
    if let part = parts[ObjectIdentifier(type)] { return try cast(part.draw(&source.pointee), type) }
    if let type = type as? any DrawnWhole.Type { return try cast(type.drawn(by: self), Part.self) }
    if let type = type as? any CaseIterable.Type { return try cast(anyCase(of: type), Part.self) }
    let outer = chosenCase
    level += 1
    let span = try source.pointee.open(.group)
    defer {
      source.pointee.close(span)
      level -= 1
      chosenCase = outer
    }
    guard level <= Self.deepest else { throw DerivationError(type, "it contains itself without end; " + Self.remedy) }
    chosenCase = try (type as? any DerivableCases.Type).map { try caseName(of: $0) }
    do {
      return try Part(from: self)
    } catch let error as DecodingError {
      throw DerivationError(type, "its init(from:) refuses what was drawn (\(Self.words(error))); " + Self.remedy)
    }
  }

  func draw<Part>(_ generator: Gen<Part>) throws -> Part { try source.pointee.draw(generator) }

  /// A list of values that `element` draws.
  func list<Element>(_ element: () throws -> Element) throws -> [Element] {
    let count = mayGrow ? Self.elements : 0...0
    level += 1
    let span = try source.pointee.open(.collection)
    defer {
      source.pointee.close(span)
      level -= 1
    }
    let planned = source.pointee.plannedLength(count)
    var elements: [Element] = []
    while let item = try source.pointee.openItem(after: elements.count, of: count, planned: planned) {
      elements.append(try element())
      source.pointee.close(item)
    }
    return elements
  }

  /// Whether an optional part is there.
  func isThere() throws -> Bool { try source.pointee.flag(chance: 0.75, possible: mayGrow) }

  private func caseName(of type: any DerivableCases.Type) throws -> String {
    let names = type.caseNames
    guard !names.isEmpty else { throw DerivationError(type, "it says no names of cases") }
    let place = try source.pointee.index(below: names.count)
    return names[mayGrow ? place : 0]
  }

  private func anyCase<Part: CaseIterable>(of type: Part.Type) throws -> Part {
    let all = Array(type.allCases)
    guard !all.isEmpty else { throw DerivationError(type, "it has no cases") }
    return all[try source.pointee.index(below: all.count)]
  }

  private func cast<Part>(_ value: Any, _ type: Part.Type) throws -> Part {
    guard let value = value as? Part else { throw DerivationError(type, "what was drawn is something else") }
    return value
  }

  private static let remedy = "give a generator of it: derived(…, with: [.of(Type.self, generator)])"

  private static func words(_ error: DecodingError) -> String {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
      .dataCorrupted(let context):
      context.debugDescription
        + (context.debugDescription.contains("number of keys")
          ? "an enum with payloads says its cases by DerivableCases" : "")
    @unknown default: "an error of decoding"
    }
  }

  // MARK: - Containers

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let key = chosenCase.flatMap { Key(stringValue: $0) }
    chosenCase = nil
    return KeyedDecodingContainer(DrawnFields(decoder: self, allKeys: key.map { [$0] } ?? []))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { DrawnElements(decoder: self) }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { DrawnSingle(decoder: self) }
}

/// The fields of a record, all of them there.
private struct DrawnFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: DrawingDecoder
  let allKeys: [Key]
  var codingPath: [any CodingKey] { [] }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) throws -> Bool { try !decoder.isThere() }
  func decode<Part: Decodable>(_ type: Part.Type, forKey key: Key) throws -> Part { try decoder.value(of: type) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(DrawnFields<Nested>(decoder: decoder, allKeys: []))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    DrawnElements(decoder: decoder)
  }

  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
}

/// Parts without names: as many as are asked for, and the last when nobody knows.
private struct DrawnElements: UnkeyedDecodingContainer {
  let decoder: DrawingDecoder
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { nil }
  var isAtEnd: Bool { currentIndex >= DrawingDecoder.elements.upperBound }

  init(decoder: DrawingDecoder) { self.decoder = decoder }

  mutating func decodeNil() throws -> Bool { try !decoder.isThere() }

  mutating func decode<Part: Decodable>(_ type: Part.Type) throws -> Part {
    currentIndex += 1
    return try decoder.value(of: type)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    currentIndex += 1
    return KeyedDecodingContainer(DrawnFields<Nested>(decoder: decoder, allKeys: []))
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    currentIndex += 1
    return DrawnElements(decoder: decoder)
  }

  mutating func superDecoder() throws -> any Decoder { decoder }
}

private struct DrawnSingle: SingleValueDecodingContainer {
  let decoder: DrawingDecoder
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode<Part: Decodable>(_ type: Part.Type) throws -> Part { try decoder.value(of: type) }
}
