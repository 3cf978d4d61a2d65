using Moderation.Cli.Host;

namespace Moderation.Tests.Unit.Supervision;

/// <summary>A project folder of its own for one test, with the repository's topics file; removed afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        // readable by all, as a checkout is: the database's user must be able to reach its data
        var root = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"moderation-test-{Path.GetRandomFileName()}"));
        Home = new ModerationHome(root.FullName);
        File.Copy(RepositoryTopicsFile, Home.TopicsFile);
    }

    public static string RepositoryTopicsFile => ModerationHome.Find().TopicsFile;

    public ModerationHome Home { get; }

    public void Dispose() => Directory.Delete(Home.Root, recursive: true);
}
