using System.CommandLine;
using System.Text.Json;
using Moderation.Cli.Policies;
using Moderation.Core.Policies.Sessions;

namespace Moderation.Tests.Support;

/// <summary>Runs <c>moderation policy</c> in this process, on a folder of its own.</summary>
internal sealed class PolicyTool : IDisposable
{
    /// <summary>Looks at minors; <c>{0}</c> is the belief that throttles.</summary>
    public const string Minors =
        """
        policy: minors.host
        title: A host who looks under 18
        owner: policy-minors
        subject: participant
        ground: { kind: terms, text: "LIVE is for adults.", dsa: { category: PROTECTION_OF_MINORS, keyword: AGE_SPECIFIC_RESTRICTIONS_MINORS } }
        needs:
          - clear_faces >= 5
        ladder:
          - rung: report
            when: belief(under_18) >= 0.80
            report: high
          - rung: throttle
            when: belief(under_18) >= 0.90 for 10s
            do:
              - throttle_gifts: { for: 15m, max_coins_per_minute: 100 }
        tests:
          - name: a child hosts
            session:
              - { at: 0s, live: starts, country: GB }
              - { at: 0s, joins: host }
              - { from: 1s, to: 60s, every: 1s, face: host, reads: 5 }
              - { at: 1s, gift: { from: u-1, to: host, coins: 90 } }
              - { from: 50s, to: 59s, every: 3s, gift: { from: u-1, to: host, coins: 40 } }
              - { at: 60s, live: ends }
            expect:
              - { rung: report, on: host, by: 30s }
              - { rung: throttle, on: host, by: 45s, orders: [throttle_gifts] }
          - name: nobody is seen
            session:
              - { at: 0s, joins: host }
              - { from: 1s, to: 60s, every: 1s, face: host, quality: poor }
            expect: [unknown]
        """;

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    /// <summary>Writes a file and tells its path.</summary>
    public string Write(string name, string text)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The log of one of a sheet's sessions as a file, under another live's name.</summary>
    public string WriteSession(string name, string sheet, int session, string live) =>
        Write(name, string.Concat(PlayedLives.Log(sheet, session, live).Select(entry => RecordedSession.Write(entry.Signal, entry.At) + "\n")));

    public static (int Code, string Output) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var parsed = PolicyCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        var code = parsed.Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }

    public static JsonElement RunJson(params string[] arguments) => JsonDocument.Parse(Run([.. arguments, "--json"]).Output).RootElement;

    public void Dispose() => _folder.Dispose();
}
