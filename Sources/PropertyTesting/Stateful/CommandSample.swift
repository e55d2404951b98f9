/// What one kind makes, model or no model.
@usableFromInline
enum CommandSample<Machine: StateMachine>: Sendable {
  /// Always this.
  case always(Machine.Command)
  /// Some of these.
  case drawn(@Sendable (_ source: inout ChoiceSource) throws(Discard) -> Machine.Command)
  /// Nothing is known without a model.
  case anything
}

/// Which command of a machine a value is.
enum CommandCase {
  /// The name of an enum's case; other types have but one.
  static func name(_ command: Any) -> String {
    let mirror = Mirror(reflecting: command)
    guard mirror.displayStyle == .enum else { return "" }
    return mirror.children.first?.label ?? String(describing: command)
  }

  /// The references that a command names, but for those in lists or further types.
  static func references(of command: Any) -> [any AnyReference] {
    let mirror = Mirror(reflecting: command)
    guard mirror.displayStyle == .enum, let payload = mirror.children.first?.value else {
      return mirror.children.compactMap { $0.value as? any AnyReference }
    }
    if let reference = payload as? any AnyReference { return [reference] }
    return Mirror(reflecting: payload).children.compactMap { $0.value as? any AnyReference }
  }
}
