/// An input and the schedule under which it is tried.
public struct Scheduled<Input: Sendable>: Sendable {
  /// The input.
  public let input: Input
  /// The schedule.
  public let schedule: Schedule

  /// `input` under `schedule`.
  public init(_ input: Input, _ schedule: Schedule) {
    self.input = input
    self.schedule = schedule
  }
}

extension Scheduled: Equatable where Input: Equatable {}

extension Scheduled: ReportRenderable {
  public var reportText: String { Rendering.text(input) + "\nunder " + schedule.reportText }
}

extension Gen {
  /// A value of `input` and a schedule to try it under.
  public static func scheduled<Input: Sendable>(_ input: Gen<Input>) -> Gen where Value == Scheduled<Input> {
    Gen { source throws(Discard) in Scheduled(try source.draw(input), try source.draw(Gen<Schedule>.schedule)) }
  }
}
