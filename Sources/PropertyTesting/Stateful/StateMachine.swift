/// The rules of a system that changes with what is done to it: commands, and a model that says what each must answer.
///
/// Programs of commands are made against the model before the system has seen any of them; then each step runs on both,
/// and the two answers are compared. A machine is little more than two switches over its commands:
///
///     struct QueueMachine: StateMachine {
///       enum Command { case push(Int), pop }
///       let initialModel: [Int] = []
///       let commands: [CommandKind<Self>] = [
///         .command("push", weight: 3, with: .int(0...9)) { .push($0) },
///         .command("pop", .pop).when { !$0.isEmpty },
///       ]
///       func apply(_ command: Command, to model: inout [Int]) -> Int? {
///         switch command {
///         case .push(let number): model.append(number); return nil
///         case .pop: return model.removeFirst()
///         }
///       }
///       func start() -> Queue { Queue() }
///       func run(_ command: Command, on queue: inout Queue) -> Int? { … the same, on the queue … }
///     }
public protocol StateMachine: Sendable {
  /// What the rules say of the system's state; a value, cheap to change in place.
  associatedtype Model: Sendable
  /// One thing that can be done; best an enum. It names results of earlier commands by ``Reference``.
  associatedtype Command: Sendable
  /// What is tested.
  associatedtype System
  /// What a command answers; `Void` when there is nothing to compare.
  associatedtype Answer

  /// The model of a system just started.
  var initialModel: Model { get }

  /// What can be done, simplest first: at most ``CommandKindLimit/kinds``. Asked for once a property.
  var commands: [CommandKind<Self>] { get }

  /// Whether `command` makes sense now; one that does not is left out of the program. By default always.
  func allows(_ command: Command, in model: Model) -> Bool

  /// What `command` changes, and what it must answer. Only called for commands that are allowed.
  func apply(_ command: Command, to model: inout Model) -> Answer

  /// A new system; for each program one.
  func start() async throws -> System

  /// Does `command`. An error thrown here falsifies the property; an answer that tells of an expected one is an answer.
  func run(_ command: Command, on system: inout System) async throws -> Answer

  /// Whether the system's answer is the one that the model gave. By default `==`.
  func matches(_ answer: Answer, _ expected: Answer) -> Bool

  /// What holds of an answer, given the model from before the command, when there is more to say than one right answer.
  func postcondition(_ before: Model, _ command: Command, _ answer: Answer) throws

  /// What holds after every step.
  func invariant(_ model: Model, _ system: System) async throws

  /// What holds after the last step, when there will be no more faults: that all comes to a good end.
  func conclusion(_ model: Model, _ system: inout System) async throws

  /// Gives back what the system holds. Called once for each system that was started, whatever happened to it.
  func stop(_ system: System) async throws

  /// Faults in one program, at most; those beyond are left out.
  var maximumFaults: Int { get }
}

extension StateMachine {
  @inlinable public func allows(_ command: Command, in model: Model) -> Bool { true }
  @inlinable public func postcondition(_ before: Model, _ command: Command, _ answer: Answer) throws {}
  @inlinable public func invariant(_ model: Model, _ system: System) async throws {}
  @inlinable public func conclusion(_ model: Model, _ system: inout System) async throws {}
  @inlinable public func stop(_ system: System) async throws {}
  @inlinable public var maximumFaults: Int { CommandKindLimit.faults }
}

extension StateMachine where Answer: Equatable {
  @inlinable public func matches(_ answer: Answer, _ expected: Answer) -> Bool { answer == expected }
}

extension StateMachine where Answer == Void {
  @inlinable public func matches(_ answer: Answer, _ expected: Answer) -> Bool { true }
}
