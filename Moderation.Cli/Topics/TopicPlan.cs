namespace Moderation.Cli.Topics;

/// <summary>One difference between declaration and cluster.</summary>
/// <param name="Topic">Topic name.</param>
internal abstract record TopicChange(string Topic)
{
    /// <summary>What differs.</summary>
    public abstract string What { get; }

    public abstract string Declared { get; }

    public abstract string Found { get; }
}

/// <summary>The topic is missing.</summary>
internal sealed record CreateTopic(TopicDeclaration Declaration) : TopicChange(Declaration.Name)
{
    public override string What => "topic";

    public override string Declared => $"{Declaration.Partitions} partitions";

    public override string Found => "missing";
}

/// <summary>It has another number of partitions. Kafka can add some, which moves keys between partitions; it cannot take any away.</summary>
internal sealed record ChangePartitions(string Topic, int From, int To) : TopicChange(Topic)
{
    public bool CanGrow => To > From;

    public override string What => "partitions";

    public override string Declared => $"{To}";

    public override string Found => $"{From}";
}

/// <summary>A setting has another value.</summary>
internal sealed record ChangeSetting(string Topic, string Setting, string From, string To) : TopicChange(Topic)
{
    public override string What => Setting;

    public override string Declared => To;

    public override string Found => From;
}

/// <summary>What has to change on a cluster so that it is as declared. Topics that are not declared are nobody's business here.</summary>
internal static class TopicPlan
{
    public static IReadOnlyList<TopicChange> Make(IEnumerable<TopicDeclaration> declared, IReadOnlyDictionary<string, TopicState> found) =>
        [.. declared.SelectMany(topic => found.TryGetValue(topic.Name, out var state) ? Compare(topic, state) : [new CreateTopic(topic)])];

    private static IEnumerable<TopicChange> Compare(TopicDeclaration topic, TopicState state)
    {
        if (state.Partitions != topic.Partitions)
            yield return new ChangePartitions(topic.Name, state.Partitions, topic.Partitions);
        foreach (var (setting, value) in TopicSettings.Of(topic))
        {
            var current = state.Settings.GetValueOrDefault(setting, "(unset)");
            if (!TopicSettings.Same(current, value))
                yield return new ChangeSetting(topic.Name, setting, current, value);
        }
    }
}
