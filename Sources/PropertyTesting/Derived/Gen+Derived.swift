extension Gen where Value: Decodable & Sendable {
  /// Any value of `type`, drawn as its `Decodable` conformance reads it: records by their fields, enums that are
  /// `CaseIterable` or ``DerivableCases``, optionals, lists, sets, dictionaries, numbers and texts, and whatever is made of
  /// them. What recurses ends after some levels. Shrinks as the parts do.
  /// - Parameter parts: Generators for types that are not derived, or not any value of which will do.
  public static func derived(_ type: Value.Type = Value.self, with parts: [DerivedPart] = []) -> Gen {
    do throws(DerivationError) {
      return try Derivation(of: type, with: parts).generator
    } catch {
      preconditionFailure(error.description)
    }
  }
}

/// How values of a type are drawn by its `Decodable` conformance.
public struct Derivation<Value: Decodable & Sendable>: Sendable {
  /// Tries of the generator before it is handed out.
  private static var tries: UInt64 { 32 }

  /// Makes the values.
  public let generator: Gen<Value>

  /// Tries whether values of `type` can be derived.
  /// - Throws: Which type can't be, and what to do.
  public init(of type: Value.Type = Value.self, with parts: [DerivedPart] = []) throws(DerivationError) {
    let parts = Dictionary(parts.map { ($0.type, $0) }) { first, _ in first }
    for seed in 0..<Self.tries {
      var source = ChoiceSource()
      if seed == 0 { source.follow([], .following) } else { source.generate(Xoshiro256(seed: seed), size: 100) }
      do {
        _ = try Self.drawn(from: &source, parts)
      } catch let error as DerivationError {
        throw error
      } catch {
        continue  // A discard of one of the parts.
      }
    }
    generator = Gen(label: .group) { source throws(Discard) in
      do {
        return try Self.drawn(from: &source, parts)
      } catch let discard as Discard {
        throw discard
      } catch {
        throw Discard("\(error)")
      }
    }
  }

  private static func drawn(
    from source: inout ChoiceSource, _ parts: [ObjectIdentifier: DerivedPart]
  ) throws -> Value {
    // The decoder lives no longer than the call: what Codable asks for are classes and copies, which can't hold `inout`.
    try withUnsafeMutablePointer(to: &source) { try DrawingDecoder($0, parts).value(of: Value.self) }
  }
}

/// A generator for one of the types within a derived one.
public struct DerivedPart: Sendable {
  let type: ObjectIdentifier
  let draw: @Sendable (_ source: inout ChoiceSource) throws(Discard) -> any Sendable

  /// Values of `type` come from `generator`.
  public static func of<Part: Sendable>(_ type: Part.Type, _ generator: Gen<Part>) -> Self {
    Self(type: ObjectIdentifier(type)) { source throws(Discard) in try source.draw(generator) }
  }
}

/// An enum with payloads that is derived: it says the names of its cases, the simplest first, one without itself within.
/// Its conformance to `Decodable` must be the one that the compiler makes.
public protocol DerivableCases: Decodable {
  /// The names of the cases, as in the source.
  static var caseNames: [String] { get }
}

/// Why a type can't be derived.
public struct DerivationError: Error, Equatable, CustomStringConvertible {
  /// The type, without its module.
  public let type: String
  /// What is in the way, and what to do.
  public let reason: String

  init(_ type: Any.Type, _ reason: String) {
    self.type = String(describing: type)
    self.reason = reason
  }

  public var description: String { "no generator can be derived for \(type): \(reason)" }
}
