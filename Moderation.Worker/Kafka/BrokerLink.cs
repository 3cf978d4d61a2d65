namespace Moderation.Worker.Kafka;

/// <summary>Whether the brokers answer, as far as the clients have noticed. Safe for several threads.</summary>
internal sealed class BrokerLink
{
    private volatile bool _down;

    public bool IsDown => _down;

    public void MarkDown() => _down = true;

    public void MarkUp()
    {
        if (_down)
            _down = false;
    }
}
