import Foundation

/// Ties a child process to this one, so that not even SIGKILL of this one leaves it behind.
public enum Tether {
  /// The command line as a child is to be started with: the kernel kills it when this process is gone. Where there is no
  /// setpriv (util-linux), which replaces itself by the command and so keeps its process id, it stays as it is.
  public static func command(_ command: [String]) -> [String] {
    let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].first { FileManager.default.isExecutableFile(atPath: $0) }
    return setpriv.map { [$0, "--pdeathsig", "KILL"] + command } ?? command
  }
}
