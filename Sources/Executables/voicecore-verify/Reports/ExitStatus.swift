/// The exit code of a run, by the outside contract.
public enum ExitStatus {
  /// 0 all good, 1 a law fell (whatever else), 2 nothing ran or no law fits the token, 3 something could not run.
  public static func of(_ rows: [ReportRow]) -> Int32 {
    let verdicts = rows.map(\.verdict)
    if verdicts.contains(where: { !$0.isGood && $0 != .couldNotRun && $0 != .doesNotFit }) { return 1 }
    if verdicts.contains(.couldNotRun) { return 3 }
    return verdicts.contains(where: \.isGood) ? 0 : 2
  }
}
