package ganvas.result;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of a record that its JSON may lack. Every other part must be there: {@link Json} refuses a file without it, so that
 * nobody who reads a record meets a null that was not announced.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MayBeNull {
    /** Not the list itself but its elements may be null. */
    boolean elements() default false;
}
