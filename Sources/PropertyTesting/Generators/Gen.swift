/// Makes values from recorded choices. It describes what is *valid*; shrinking works on the recording, so whatever is
/// built from generators shrinks, through `map` and `flatMap` too, and never to an invalid value.
public struct Gen<Value>: Sendable {
  @usableFromInline let label: Label
  @usableFromInline let run: @Sendable (_ source: inout ChoiceSource) throws(Discard) -> Value

  @usableFromInline
  init(label: Label, run: @escaping @Sendable (_ source: inout ChoiceSource) throws(Discard) -> Value) {
    self.label = label
    self.run = run
  }

  /// A generator that draws what it needs from `source`. The place in the source code is its name for the shrinker: a
  /// part made at the same place, deeper down, may take the place of the whole.
  public init(
    fileID: StaticString = #fileID, line: UInt = #line, column: UInt = #column,
    _ draw: @escaping @Sendable (_ source: inout ChoiceSource) throws(Discard) -> Value
  ) {
    self.init(label: Label(fileID, line, column), run: draw)
  }

  /// The values of this generator, transformed.
  @inlinable
  public func map<Mapped>(_ transform: @escaping @Sendable (Value) -> Mapped) -> Gen<Mapped> {
    let run = run
    return Gen<Mapped>(label: label) { source throws(Discard) in transform(try run(&source)) }
  }

  /// A generator that depends on a value of this one.
  @inlinable
  public func flatMap<Mapped>(_ next: @escaping @Sendable (Value) -> Gen<Mapped>) -> Gen<Mapped> {
    Gen<Mapped>(label: .group) { source throws(Discard) in try source.draw(next(try source.draw(self))) }
  }

  /// The values that meet `predicate`. After three failed tries the case is discarded under `label`: build rather than
  /// filter where you can.
  public func filter(_ label: String, _ predicate: @escaping @Sendable (Value) -> Bool) -> Gen {
    Gen(label: .group) { source throws(Discard) in
      for _ in 0..<FilterLimit.tries {
        let span = try source.open(.attempt)
        let value = try source.draw(self)
        source.close(span)
        if predicate(value) { return value }
      }
      throw Discard(label)
    }
  }

  /// What `transform` makes of the values, where it makes anything. After three tries that came to nothing the case is
  /// discarded under `label`: build rather than filter where you can.
  public func compactMap<Mapped>(
    _ label: String, _ transform: @escaping @Sendable (Value) -> Mapped?
  ) -> Gen<Mapped> {
    Gen<Mapped>(label: .group) { source throws(Discard) in
      for _ in 0..<FilterLimit.tries {
        let span = try source.open(.attempt)
        let value = try source.draw(self)
        source.close(span)
        if let mapped = transform(value) { return mapped }
      }
      throw Discard(label)
    }
  }

  /// The generator that `make` returns, made anew at every draw: for generators that mention themselves.
  public static func lazy(_ make: @escaping @Sendable () -> Gen) -> Gen {
    Gen(label: .group) { source throws(Discard) in try source.draw(make()) }
  }
}

@usableFromInline
enum FilterLimit {
  @usableFromInline static let tries = 3
}

/// A generator that draws what it needs: `gen { source in Point(x: try source.draw(.int(0...9)) …) }`.
///
/// `body` throws nothing but ``Discard``, which is what drawing throws. Its type does not say so only because a closure of
/// several statements would have to repeat it (`{ source throws(Discard) in`, which is welcome too).
public func gen<Value>(
  fileID: StaticString = #fileID, line: UInt = #line, column: UInt = #column,
  _ body: @escaping @Sendable (_ source: inout ChoiceSource) throws -> Value
) -> Gen<Value> {
  Gen(fileID: fileID, line: line, column: column) { source throws(Discard) in
    do {
      return try body(&source)
    } catch let discard as Discard {
      throw discard
    } catch {
      preconditionFailure("a generator threw \(error), which is no Discard")
    }
  }
}

/// The values of several generators side by side, drawn from left to right.
public func zip<First, Second, each Other>(
  _ first: Gen<First>, _ second: Gen<Second>, _ other: repeat Gen<each Other>
) -> Gen<(First, Second, repeat each Other)> {
  Gen(label: .group) { source throws(Discard) in
    (try source.draw(first), try source.draw(second), repeat try source.draw(each other))
  }
}
