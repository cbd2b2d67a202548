package ganvas.torch;

import ganvas.problem.Problem;
import org.bytedeco.pytorch.global.torch;

/**
 * A device that holds tensors.
 *
 * @param name {@code cpu} or {@code cuda:N}
 */
public record Device(String name) {
    public static final Device CPU = new Device("cpu");

    /** Resolves {@code auto}, {@code cpu} or {@code cuda[:N]}; a missing GPU is an error that says why. */
    public static Device of(String asked) {
        switch (asked) {
            case "cpu" -> { return CPU; }
            case "auto" -> { return gpus() > 0 ? new Device("cuda:0") : CPU; }
            default -> {
                if (!asked.matches("cuda(:\\d{1,3})?")) {
                    throw Problem.input("--device: expected auto, cpu or cuda:N; found '%s'", asked);
                }
                int index = asked.equals("cuda") ? 0 : Integer.parseInt(asked.substring(5));
                if (index >= gpus()) {
                    throw Problem.input("--device %s: libtorch sees %d CUDA device(s) here. A GPU needs the build with "
                            + "'./mvnw -Pcuda package', CUDA 13 and cuDNN 9; './ganvas doctor' tells what is missing.",
                            asked, gpus());
                }
                return new Device("cuda:" + index);
            }
        }
    }

    /** Number of CUDA devices that libtorch can use. */
    public static int gpus() {
        Engine.start();
        return torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0;
    }

    public boolean isCpu() {
        return name.equals("cpu");
    }

    org.bytedeco.pytorch.Device nativeDevice() {
        return new org.bytedeco.pytorch.Device(name);
    }
}
