/// Demands a value where there may be none, and hands it on.
/// - Throws: ``RequirementFailure``, or whatever `optional` throws.
public func requireSome<Value>(
  _ optional: @autoclosure () throws -> Value?, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) throws -> Value {
  if let value = try optional() { return value }
  throw RequirementFailure("there is no \(Value.self)", said: message(), file, line)
}

/// Demands that there is no value; otherwise the property is falsified with it.
/// - Throws: ``RequirementFailure``, or whatever `optional` throws.
public func requireNil<Value>(
  _ optional: @autoclosure () throws -> Value?, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) throws {
  guard let value = try optional() else { return }
  throw RequirementFailure("\(Comparison.short(value)) is not nil", said: message(), file, line)
}

/// Demands that `sequence` contains `element`; otherwise the property is falsified with both.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireContains<Elements: Sequence>(
  _ sequence: @autoclosure () throws -> Elements, _ element: @autoclosure () throws -> Elements.Element,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws where Elements.Element: Equatable {
  let (elements, wanted) = (try sequence(), try element())
  guard !elements.contains(wanted) else { return }
  throw RequirementFailure(
    "\(Comparison.short(elements)) does not contain \(Comparison.short(wanted))", said: message(), file, line)
}

/// Demands that `text` contains `part`; otherwise the property is falsified with both.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireContains(
  _ text: @autoclosure () throws -> String, _ part: @autoclosure () throws -> String,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (whole, wanted) = (try text(), try part())
  guard !wanted.isEmpty, !whole.contains(wanted) else { return }
  throw RequirementFailure(
    "\(Comparison.short(whole)) does not contain \(Comparison.short(wanted))", said: message(), file, line)
}

/// Demands `lesser < greater`; otherwise the property is falsified with both values.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireLess<Value: Comparable>(
  _ lesser: @autoclosure () throws -> Value, _ greater: @autoclosure () throws -> Value,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (left, right) = (try lesser(), try greater())
  guard !(left < right) else { return }
  throw RequirementFailure(
    "\(Comparison.short(left)) is not less than \(Comparison.short(right))", said: message(), file, line)
}

/// Demands `value <= limit`; otherwise the property is falsified with both values.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireAtMost<Value: Comparable>(
  _ value: @autoclosure () throws -> Value, _ limit: @autoclosure () throws -> Value,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (found, most) = (try value(), try limit())
  guard !(found <= most) else { return }
  throw RequirementFailure(
    "\(Comparison.short(found)) is more than \(Comparison.short(most))", said: message(), file, line)
}

/// Demands `value >= limit`; otherwise the property is falsified with both values.
/// - Throws: ``RequirementFailure``, or whatever the arguments throw.
public func requireAtLeast<Value: Comparable>(
  _ value: @autoclosure () throws -> Value, _ limit: @autoclosure () throws -> Value,
  _ message: @autoclosure () -> String = "", file: StaticString = #fileID, line: UInt = #line
) throws {
  let (found, least) = (try value(), try limit())
  guard !(found >= least) else { return }
  throw RequirementFailure(
    "\(Comparison.short(found)) is less than \(Comparison.short(least))", said: message(), file, line)
}
