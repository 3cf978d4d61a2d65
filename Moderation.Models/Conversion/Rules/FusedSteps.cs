namespace Moderation.Models.Conversion.Rules;

/// <summary>What TensorFlow folded into a convolution or product: a bias, then perhaps an activation.</summary>
internal sealed record FusedSteps(TfjsWeight? Bias, string? Activation)
{
    private const int BiasInput = 2;

    public static FusedSteps Of(TfjsNode node, ConversionScope scope)
    {
        var steps = node.Texts("fused_ops");
        var hasBias = steps.Count > 0 && steps[0] == "BiasAdd";
        var activation = steps.Skip(hasBias ? 1 : 0).ToArray();
        if (activation.Length > 1 || activation.Any(a => a is not ("Relu" or "Relu6")))
            throw node.Problem($"has fused steps [{string.Join(',', steps)}], which are not known");
        return new FusedSteps(hasBias ? scope.Weight(node, BiasInput) : null, activation.FirstOrDefault());
    }

    /// <summary>Tensor name of the step before the activation.</summary>
    public string LinearName(TfjsNode node) => Activation is null ? node.Name : node.Name + "/linear";

    public void EmitActivation(TfjsNode node, ConversionScope scope, GraphValue linear)
    {
        if (Activation is not null)
            ClampRules.Emit(node, scope, linear, Activation == "Relu" ? Clamp.Positive : Clamp.ZeroToSix);
    }
}
