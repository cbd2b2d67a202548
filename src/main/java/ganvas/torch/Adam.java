package ganvas.torch;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam (Kingma and Ba 2015, algorithm 1). One fused kernel updates all parameters.
 *
 * <p>Gradients are taken with respect to these parameters only. So the generator's step computes none for the
 * discriminator's weights.
 */
public final class Adam {
    private final Map<String, Tensor> parameters;
    private final AdamSettings settings;
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();
    /** The step count. All parameters share this one tensor; the fused kernel expects one entry for each of them. */
    private final Tensor steps;
    private double rate;
    private double factor = 1;
    private boolean measuresNorm;
    private final OperatorHandle fused;
    /**
     * The lists of tensors that the fused kernel gets in every step, made once: parameters, first moments, second
     * moments, largest second moments (empty: no AMSGrad) and step counts.
     */
    private final List<IValue> lists;

    /** @param parameters by name; all on one device */
    public Adam(Map<String, Tensor> parameters, AdamSettings settings) {
        this.parameters = new LinkedHashMap<>(parameters);
        this.settings = settings;
        rate = settings.rate();
        for (Tensor p : parameters.values()) {
            first.add(Tensor.zerosLike(p).keep());
            second.add(Tensor.zerosLike(p).keep());
        }
        steps = Tensor.zeros(Dtype.FLOAT32, parameters.values().iterator().next().device()).keep();
        fused = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", "");
        fused.retainReference();
        lists = List.of(list(handles(parameters.values())), list(handles(first)), list(handles(second)),
                list(List.of()), list(Collections.nCopies(first.size(), steps.handle)));
        lists.forEach(IValue::retainReference);
    }

    /** Sets the learning rate of the following steps. */
    public void rate(double newRate) {
        rate = newRate;
    }

    /** Sets a factor that multiplies every learning rate from now on, whoever sets the rate. */
    public void scaleRates(double newFactor) {
        factor = newFactor;
    }

    /** Makes this optimizer measure the gradient's norm in every step. Returns this optimizer. */
    public Adam measuringNorm() {
        measuresNorm = true;
        return this;
    }

    /** Takes one step down the gradient of {@code loss}, a scalar. */
    public void minimize(Tensor loss) {
        minimize(List.of(() -> List.of(loss)));
    }

    /**
     * The result of a step; its tensors carry no gradient.
     *
     * @param given the tensors that each term returned
     * @param norm  the L2 norm of the gradient over all parameters before clipping, a scalar; empty where nobody
     *         measures it
     */
    public record Descent(List<List<Tensor>> given, Optional<Tensor> norm) {}

    /**
     * Takes one step down the gradient of a sum of terms. The terms are computed at the same time
     * ({@link DataParallel}).
     *
     * @param terms each returns a list whose first tensor is the term, a scalar
     */
    public Descent minimize(List<Supplier<List<Tensor>>> terms) {
        int n = parameters.size();
        List<List<Tensor>> found = DataParallel.run(terms.stream().<Supplier<List<Tensor>>>map(term -> () -> {
            List<Tensor> given = term.get();
            Stream<Tensor> gradients = gradients(given.getFirst()).stream().map(Tensor::new);
            return Stream.concat(gradients, given.stream().map(Tensor::detach)).toList();
        }).toList());
        var sums = handles(found.getFirst().subList(0, n));
        try (NoGradGuard _ = new NoGradGuard()) {
            for (List<Tensor> other : found.subList(1, found.size())) {
                for (int i = 0; i < n; i++) sums.set(i, sums.get(i).add(other.get(i).handle));
            }
        }
        Optional<Tensor> norm = measuresNorm || settings.clipNorm() > 0 ? Optional.of(norm(sums)) : Optional.empty();
        step(sums, norm);
        return new Descent(found.stream().map(each -> each.subList(n, each.size())).toList(), norm);
    }

    private static Tensor norm(List<org.bytedeco.pytorch.Tensor> gradients) {
        try (NoGradGuard _ = new NoGradGuard()) {
            var norms = new TensorVector();
            for (var g : gradients) norms.push_back(g.norm());
            return new Tensor(torch.stack(norms).norm());
        }
    }

    /**
     * The gradient of each parameter. Each handle is copied, because an element of a native vector dies with the
     * vector.
     */
    private List<org.bytedeco.pytorch.Tensor> gradients(Tensor loss) {
        TensorVector found = torch.grad(new TensorVector(loss.handle), vector(parameters.values()));
        var gradients = new ArrayList<org.bytedeco.pytorch.Tensor>();
        long i = 0;
        for (Tensor p : parameters.values())
            gradients.add(laidOutAs(p.handle, new org.bytedeco.pytorch.Tensor(found.get(i++))));
        Reference.reachabilityFence(found);
        return gradients;
    }

    /**
     * The gradient in the memory order of its parameter. The fused kernel walks through memory and needs the same order
     * in both; a gradient of second order may have another.
     */
    private static org.bytedeco.pytorch.Tensor laidOutAs(org.bytedeco.pytorch.Tensor parameter,
            org.bytedeco.pytorch.Tensor gradient) {
        for (int i = 0; i < parameter.dim(); i++) {
            if (parameter.size(i) > 1 && parameter.stride(i) != gradient.stride(i)) {
                try (NoGradGuard _ = new NoGradGuard()) {
                    return torch.empty_like(parameter).copy_(gradient);
                }
            }
        }
        return gradient;
    }

    private void step(List<org.bytedeco.pytorch.Tensor> gradients, Optional<Tensor> norm) {
        try (NoGradGuard _ = new NoGradGuard()) {
            if (settings.clip() > 0) {
                ScalarOptional low = new ScalarOptional(new Scalar(-settings.clip())),
                        high = new ScalarOptional(new Scalar(settings.clip()));
                for (var g : gradients) g.clamp_(low, high);
            }
            if (settings.clipNorm() > 0) shorten(gradients, norm.orElseThrow());
            steps.handle.add_(ONE);
            var no = new IValue(false);
            fused.callBoxed(new IValueVector(lists.get(0), list(gradients), lists.get(1), lists.get(2), lists.get(3),
                    lists.get(4), new IValue(rate * factor), new IValue(settings.beta1()), new IValue(settings.beta2()),
                    new IValue(0.0), new IValue(EPSILON), no, no, new IValue(), new IValue()));
        }
    }

    /** Multiplies every element by min(1, clipNorm / norm). Does not wait for the device. */
    private void shorten(List<org.bytedeco.pytorch.Tensor> gradients, Tensor norm) {
        var share = norm.add(1e-6).handle.reciprocal().mul(new Scalar(settings.clipNorm())).clamp_max(new Scalar(1.0));
        for (var g : gradients) g.mul_(share);
    }

    /** The default of the paper and of PyTorch. */
    private static final double EPSILON = 1e-8;
    /** Retained, because the first Adam may be made inside a scope. */
    private static final Scalar ONE = new Scalar(1.0).retainReference();

    /** Moments and step counts by name. These are the tensors themselves, so loading can write into them. */
    public Map<String, Tensor> state() {
        var state = new LinkedHashMap<String, Tensor>();
        int i = 0;
        for (String name : parameters.keySet()) {
            state.put("exp_avg." + name, first.get(i));
            state.put("exp_avg_sq." + name, second.get(i));
            state.put("step." + name, steps);
            i++;
        }
        return state;
    }

    /** Frees the moments. The parameters belong to the caller and stay. */
    public void free() {
        for (var tensors : List.of(first, second, List.of(steps))) tensors.forEach(Tensor::free);
        lists.forEach(IValue::close);
        fused.close();
    }

    private static List<org.bytedeco.pytorch.Tensor> handles(Iterable<Tensor> tensors) {
        var handles = new ArrayList<org.bytedeco.pytorch.Tensor>();
        for (Tensor t : tensors) handles.add(t.handle);
        return handles;
    }

    private static TensorVector vector(Iterable<Tensor> tensors) {
        var vector = new TensorVector();
        for (Tensor t : tensors) vector.push_back(t.handle);
        return vector;
    }

    private static IValue list(List<org.bytedeco.pytorch.Tensor> tensors) {
        var list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (org.bytedeco.pytorch.Tensor t : tensors) list.push_back(new IValue(t));
        return new IValue(list);
    }
}
